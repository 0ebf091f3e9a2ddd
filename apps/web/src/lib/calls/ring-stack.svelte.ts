import { untrack, type Snippet } from 'svelte';

/** The cards of other rooms in the one stack, top right, in which calls ring. */
export class RingStack {
  #cards = $state.raw<readonly Snippet[]>([]);

  get cards(): readonly Snippet[] {
    return this.#cards;
  }

  /** Shows a card below the calls until it is taken away again. */
  show(card: Snippet): () => void {
    // Who shows one from an effect does not begin anew with every card of the others.
    this.#turn((cards) => [...cards, card]);
    return () => this.#turn((cards) => cards.filter((one) => one !== card));
  }

  #turn(next: (cards: readonly Snippet[]) => readonly Snippet[]): void {
    this.#cards = next(untrack(() => this.#cards));
  }
}
