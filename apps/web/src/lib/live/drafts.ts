import type { KeptStore } from './outbox-store.ts';
import { seal, unseal } from './seal.ts';

type Kept = { place: string; text: string };

const pause = 200;

/** Unsent text, one for each place of writing; on the disk it is closed with the person's key. */
export class Drafts {
  #texts = new Map<string, string>();
  #waiting = new Map<string, ReturnType<typeof setTimeout>>();
  #store: KeptStore;
  #key: CryptoKey;
  #personId: string;
  #mayKeep: (place: string) => boolean;
  #writing: Promise<void> = Promise.resolve();

  private constructor(
    personId: string,
    store: KeptStore,
    key: CryptoKey,
    mayKeep: (place: string) => boolean,
  ) {
    this.#personId = personId;
    this.#store = store;
    this.#key = key;
    this.#mayKeep = mayKeep;
  }

  /** `mayKeep` says of a place whether its text may lie on the disk; elsewhere it stays in this page only. */
  static async open(
    personId: string,
    store: KeptStore,
    key: CryptoKey,
    mayKeep: (place: string) => boolean,
  ): Promise<Drafts> {
    const drafts = new Drafts(personId, store, key, mayKeep);
    for (const row of await store.draftsOf(personId)) {
      const kept = await unseal<Kept>(drafts.#key, row);
      if (kept) drafts.#texts.set(kept.place, kept.text);
      // Kept in a time when it might be.
      if (kept && !mayKeep(kept.place)) await store.removeDraft(row.id);
    }
    return drafts;
  }

  of(place: string): string {
    return this.#texts.get(place) ?? '';
  }

  /** Keeps the text; it reaches the disk when the writing pauses. */
  keep(place: string, text: string): void {
    if (text === this.of(place)) return;
    if (text) this.#texts.set(place, text);
    else this.#texts.delete(place);
    clearTimeout(this.#waiting.get(place));
    this.#waiting.set(
      place,
      setTimeout(() => this.#write(place), text ? pause : 0),
    );
  }

  /** Writes what still waits: the page is about to go. */
  async flush(): Promise<void> {
    for (const place of this.#waiting.keys()) this.#write(place);
    await this.#writing;
  }

  /** At sign-out: nothing that still waits may reach the disk again. */
  forget(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
    this.#texts.clear();
  }

  #write(place: string): void {
    clearTimeout(this.#waiting.get(place));
    this.#waiting.delete(place);
    // A draft that cannot be kept is still in the field; the next key press tries again.
    this.#writing = this.#writing.then(() => this.#put(place)).catch(() => {});
  }

  async #put(place: string): Promise<void> {
    const id = `${this.#personId} ${place}`;
    const text = this.of(place);
    if (!text || !this.#mayKeep(place)) return this.#store.removeDraft(id);
    const sealed = await seal(this.#key, { place, text } satisfies Kept);
    await this.#store.putDraft({ id, personId: this.#personId, ...sealed });
  }
}
