const shortest = 500;
const longest = 10_000;
const lost = new Map<string, Promise<void>>();

/**
 * Brings a part of the page that is shown now. Where it cannot be had, as while the line is cut or a server
 * begins anew, it is asked for again, each time after a longer wait (ms), until it and its styles are there.
 */
export async function bring<T>(part: () => Promise<T>): Promise<T> {
  const got = await untilIn(part);
  await Promise.all(lost.values());
  return got;
}

/**
 * Hears the errors of the document, and asks again for each style sheet that could not be had: the loader of
 * parts asks for one only once, and would show what needs it bare from then on.
 */
export function bringStylesBack({ target }: Event): void {
  if (!(target instanceof HTMLLinkElement) || target.rel !== 'stylesheet' || lost.has(target.href)) return;
  const { href } = target;
  target.remove();
  const coming = untilIn(() => loadSheet(href)).finally(() => lost.delete(href));
  lost.set(href, coming);
}

async function untilIn<T>(part: () => Promise<T>): Promise<T> {
  for (let wait = shortest; ; wait = Math.min(wait * 2, longest)) {
    try {
      return await part();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

function loadSheet(href: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.crossOrigin = '';
    link.href = href;
    link.onload = () => resolve();
    link.onerror = () => {
      link.remove();
      reject(new Error(`no style sheet at ${href}`));
    };
    document.head.append(link);
  });
}
