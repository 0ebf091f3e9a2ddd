/**
 * A notice of the operating system, where nobody looks at this page; taken away again by what it answers. Pages of
 * one browser share the tag, so that the person is told once.
 */
export function osNotice(title: string, { tag, silent = false }: { tag: string; silent?: boolean }) {
  if (globalThis.Notification?.permission !== 'granted') return undefined;
  if (document.visibilityState === 'visible' && document.hasFocus()) return undefined;
  const notice = new Notification(title, { tag, lang: 'ja', requireInteraction: true, silent });
  notice.onclick = () => globalThis.focus();
  return () => notice.close();
}
