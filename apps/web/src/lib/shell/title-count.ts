const plain = '/favicon.svg';
const marked = '/favicon-for-you.svg';

let shown = '';

/** Shows in the title and the icon of the tab what waits for the person, and who rings. */
export function showTitle(forYou: number, ringing?: string): void {
  const own = document.title.startsWith(shown) ? document.title.slice(shown.length) : document.title;
  const count = forYou > 0 ? `(${forYou > 99 ? '99+' : forYou}) ` : '';
  shown = ringing ? `${ringing} ｜ ` : count;
  document.title = shown + own;
  const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
  if (icon) icon.href = forYou > 0 || ringing ? marked : plain;
}
