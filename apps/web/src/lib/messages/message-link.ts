/** The message that a copied link of this house points to. */
export function messageOfLink(text: string, origin: string): { channelId: string; no: number } | undefined {
  const link = URL.parse(text.trim().normalize('NFKC'), origin);
  const channelId = /^\/channels\/([\da-f-]{36})$/.exec(link?.pathname ?? '')?.[1];
  const no = Number(link?.searchParams.get('no'));
  return link?.origin === origin && channelId && Number.isSafeInteger(no) && no > 0
    ? { channelId, no }
    : undefined;
}
