const plain = '/favicon.svg';
const marked = '/favicon-for-you.svg';

/** Shows in the title and the icon of the tab that something waits for the person. */
export function showCount(forYou: number): void {
  const title = document.title.replace(/^\(\d+\+?\) /, '');
  document.title = forYou > 0 ? `(${forYou > 99 ? '99+' : forYou}) ${title}` : title;
  const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
  if (icon) icon.href = forYou > 0 ? marked : plain;
}
