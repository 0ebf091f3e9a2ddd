const shortest = 500;
const longest = 10_000;

/**
 * Brings a part of the page that is shown now. Where it cannot be had, as while the line is cut or a server
 * begins anew, it is asked for again, each time after a longer wait (ms), until it comes.
 */
export async function bring<T>(part: () => Promise<T>): Promise<T> {
  for (let wait = shortest; ; wait = Math.min(wait * 2, longest)) {
    try {
      return await part();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

/** Takes away a style sheet that could not be had: where it stays, the loader takes it for one that is there. */
export function dropLostStyles({ target }: Event): void {
  if (target instanceof HTMLLinkElement && target.rel === 'stylesheet') target.remove();
}
