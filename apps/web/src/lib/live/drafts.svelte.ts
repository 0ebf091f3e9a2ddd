import { SvelteSet } from 'svelte/reactivity';
import type { Keeping } from './kept.ts';
import type { KeptStore } from './outbox-store.ts';
import { seal, unseal } from './seal.ts';

type Kept = { place: string; text: string };

const pause = 200;

/** Unsent text, one for each place of writing; on the disk it is closed with the person's key. */
export class Drafts {
  #texts = new Map<string, string>();
  #onDisk = new SvelteSet<string>();
  #waiting = new Map<string, ReturnType<typeof setTimeout>>();
  #shut = $state.raw<readonly string[]>([]);
  #store: KeptStore;
  #key: CryptoKey;
  #personId: string;
  #keeping: Keeping;
  #writing: Promise<void> = Promise.resolve();

  private constructor(personId: string, store: KeptStore, key: CryptoKey, keeping: Keeping) {
    this.#personId = personId;
    this.#store = store;
    this.#key = key;
    this.#keeping = keeping;
  }

  /** Text that may not lie on the disk stays in this page only. */
  static async open(personId: string, store: KeptStore, key: CryptoKey, keeping: Keeping): Promise<Drafts> {
    const drafts = new Drafts(personId, store, key, keeping);
    for (const row of await store.draftsOf(personId)) {
      const kept = await unseal<Kept>(drafts.#key, row);
      if (kept) drafts.#texts.set(kept.place, kept.text);
      else drafts.#shut = [...drafts.#shut, row.id];
      if (kept) drafts.#onDisk.add(kept.place);
    }
    await drafts.takeOff();
    return drafts;
  }

  /** How many drafts on the disk this person's key does not open. */
  get shut(): number {
    return this.#shut.length;
  }

  async discardShut(): Promise<void> {
    for (const id of this.#shut) await this.#store.removeDraft(id);
    this.#shut = [];
  }

  /** What may no longer lie on the disk leaves it; it was kept in a time when it might be. */
  async takeOff(): Promise<void> {
    for (const place of this.#onDisk) if (this.#keeping(place) === 'no') this.#write(place);
    await this.#writing;
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
  async forget(): Promise<void> {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
    this.#texts.clear();
    await this.#writing;
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
    const keeping = this.#keeping(place);
    if (!text || keeping === 'no') {
      await this.#store.removeDraft(id);
      this.#onDisk.delete(place);
      return;
    }
    if (keeping === 'unknown') return;
    const sealed = await seal(this.#key, { place, text } satisfies Kept);
    this.#onDisk.add(place);
    await this.#store.putDraft({ id, personId: this.#personId, ...sealed });
  }
}
