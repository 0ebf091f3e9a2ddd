import { isComposing } from './keys.ts';

const justEnded = 100;

/**
 * Says of a key in a text field whether it belongs to the input method. One rule for every browser:
 * Chrome and Firefox send Enter while composing, Safari right after the composition has ended, and some
 * input methods once more with 229. Keys are never decided on keyup or keypress.
 */
export class Ime {
  #composing = false;
  #endedAt = Number.NEGATIVE_INFINITY;
  #enterSeen = false;

  get composing(): boolean {
    return this.#composing;
  }

  onstart(): void {
    this.#composing = true;
    this.#enterSeen = false;
  }

  onend(event: CompositionEvent): void {
    this.#composing = false;
    this.#endedAt = event.timeStamp;
  }

  /** True: leave the key alone, without preventDefault. */
  takes(event: KeyboardEvent): boolean {
    if (this.#composing || isComposing(event)) {
      if (event.key === 'Enter') this.#enterSeen = true;
      return true;
    }
    // Safari: the Enter that confirmed comes after the end and looks like any other.
    const follows = event.timeStamp - this.#endedAt < justEnded && !this.#enterSeen;
    this.#endedAt = Number.NEGATIVE_INFINITY;
    return follows && event.key === 'Enter';
  }
}
