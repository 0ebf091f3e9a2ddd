import type { Snippet } from 'svelte';

/** The cards of other rooms in the one stack, top right, in which calls ring. */
export class RingStack {
  #cards = $state.raw<readonly Snippet[]>([]);

  get cards(): readonly Snippet[] {
    return this.#cards;
  }

  /** Shows a card below the calls until it is taken away again. */
  show(card: Snippet): () => void {
    this.#cards = [...this.#cards, card];
    return () => (this.#cards = this.#cards.filter((one) => one !== card));
  }
}
