import type { People } from '#lib/people/people.svelte.ts';
import { unitOf, units } from './board.ts';

const key = 'engawa.board';

/** The 課 that the board shows: one's own at first, then what was chosen the last time. */
export class ChosenSections {
  #ids = $state.raw<readonly string[]>([]);

  constructor(people: People, me: string) {
    const all = units(people).map(({ id }) => id);
    const kept = (localStorage.getItem(key) ?? '').split(' ').filter((id) => all.includes(id));
    const seats = people.find(me)?.posts.flatMap(({ sectionId }) => people.section(sectionId) ?? []);
    const [own = all[0]] = (seats ?? []).map((section) => unitOf(people, section).id);
    this.#ids = kept.length > 0 || own === undefined ? kept : [own];
  }

  get ids(): readonly string[] {
    return this.#ids;
  }

  has(id: string): boolean {
    return this.#ids.includes(id);
  }

  /** The last one stays: a board of nobody helps nobody. */
  toggle(id: string): void {
    const next = this.has(id) ? this.#ids.filter((one) => one !== id) : [...this.#ids, id];
    if (next.length > 0) this.#keep(next);
  }

  #keep(ids: readonly string[]): void {
    this.#ids = ids;
    localStorage.setItem(key, ids.join(' '));
  }
}
