const key = 'engawa.help';

/** Where this machine asks for help from, so that from the second time on one press does. */
export type HelpPlace = { sectionId: string; place: string };

export function keptPlace(): HelpPlace | undefined {
  const [sectionId = '', ...rest] = (localStorage.getItem(key) ?? '').split(' ');
  const place = rest.join(' ');
  return sectionId && place ? { sectionId, place } : undefined;
}

export function keepPlace({ sectionId, place }: HelpPlace): void {
  localStorage.setItem(key, `${sectionId} ${place}`);
}
