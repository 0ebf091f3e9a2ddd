import { createContext } from 'svelte';
import { innerWidth } from 'svelte/reactivity/window';

/** How much room a page has: each is a row of the grid on the look page. */
export type SpanName = 'wide' | 'medium' | 'narrow' | 'phone';

/** Room is counted in the size of the text: larger letters take the next narrower row, as zoom does. */
export function spanOf(width: number, rootSize: number): SpanName {
  const room = (width * 16) / rootSize;
  if (room >= 1280) return 'wide';
  if (room >= 1024) return 'medium';
  return room >= 768 ? 'narrow' : 'phone';
}

/** The row of the grid that the page stands in now. */
export class Span {
  #rootSize = $state(16);
  #taken = $state(0);
  #whole = $derived(spanOf(innerWidth.current ?? 1366, this.#rootSize));
  #name = $derived(spanOf((innerWidth.current ?? 1366) - this.#taken, this.#rootSize));

  constructor() {
    this.measure();
  }

  get name(): SpanName {
    return this.#name;
  }

  /** The row of the whole page, with what is taken of it. */
  get whole(): SpanName {
    return this.#whole;
  }

  get isPhone(): boolean {
    return this.#name === 'phone';
  }

  /** Something stands beside every screen, so wide: what is left is theirs. */
  take(rem: number): void {
    this.#taken = rem * this.#rootSize;
  }

  /** Reads the size of the text anew, after the person has changed it. */
  measure(): void {
    this.#rootSize = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  }
}

/** The row of the grid, for every part that stands differently on a phone. */
export const [span, setSpan] = createContext<Span>();
