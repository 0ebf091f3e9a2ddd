import { SvelteMap } from 'svelte/reactivity';

/** What other rooms need to know of a person. */
export type PersonCard = {
  id: string;
  name: string;
  kana: string;
  /** The section and post shown beside the name; the main one first. */
  posts: readonly { sectionId: string; section: string; title: string }[];
  extension: string;
};

/** Who is behind an id. */
export class People {
  #cards = new SvelteMap<string, PersonCard>();

  get all(): readonly PersonCard[] {
    return [...this.#cards.values()];
  }

  show(cards: Iterable<PersonCard>): void {
    for (const card of cards) this.#cards.set(card.id, card);
  }

  find(id: string): PersonCard | undefined {
    return this.#cards.get(id);
  }

  name(id: string): string {
    return this.#cards.get(id)?.name ?? '';
  }

  /** The name before the space: how colleagues are listed where room is scarce. */
  familyName(id: string): string {
    return this.name(id).split(/[\s\u3000]/)[0] ?? '';
  }

  /** The title of the main post, 収納係長 or 主事. */
  post(id: string): string {
    return this.#cards.get(id)?.posts[0]?.title ?? '';
  }
}
