import { SvelteSet } from 'svelte/reactivity';

const place = 'engawa.folded';

/** Which groups of the list are folded, on this device. */
export class FoldedGroups {
  #folded = new SvelteSet<string>(read());

  has(key: string): boolean {
    return this.#folded.has(key);
  }

  toggle(key: string): void {
    if (!this.#folded.delete(key)) this.#folded.add(key);
    localStorage.setItem(place, JSON.stringify([...this.#folded]));
  }
}

function read(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '[]');
    return Array.isArray(kept) ? kept.filter((key) => typeof key === 'string') : [];
  } catch {
    return [];
  }
}
