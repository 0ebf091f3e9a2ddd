type Part = () => Promise<unknown>;

const atRest = 3000;
const again = 10_000;

/**
 * Loads what is shown only when asked for, once the page has come to rest: asked for first while the line is
 * cut, it would never come. Gives back how to stop.
 */
export function keepAtHand(parts: readonly Part[]): () => void {
  let timer = setTimeout(begin, atRest);
  let isLeft = false;

  function begin(): void {
    // Safari knows no idle callback; by then its first paint is long over. Others find no idle moment for as
    // long as somebody works by key.
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => void load(), { timeout: atRest });
    else void load();
  }

  async function load(): Promise<void> {
    for (const part of parts) {
      if (isLeft) return;
      try {
        await part();
      } catch {
        if (!isLeft) timer = setTimeout(begin, again);
        return;
      }
    }
  }

  return () => {
    isLeft = true;
    clearTimeout(timer);
  };
}
