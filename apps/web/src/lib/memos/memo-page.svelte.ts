import type { Memo, MemoPage } from '@engawa/contract/memos';
import { read } from '#lib/live/rest.ts';

/** One memo with its flow, read again whenever it has changed. */
export class MemoReading {
  #page = $state.raw<MemoPage>();
  #isGone = $state(false);
  #asked = '';

  get page(): MemoPage | undefined {
    return this.#page;
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  /** `rev` is how new the memo is; what is known is not asked for again. */
  async read(id: string, rev: number | undefined): Promise<void> {
    const asked = `${id} ${rev}`;
    if (this.#asked === asked) return;
    this.#asked = asked;
    const answer = await read<MemoPage>(`/api/memos/${id}`);
    if (this.#asked !== asked) return;
    if (answer.ok) {
      this.#page = answer.data;
      this.#isGone = false;
    } else {
      this.#isGone = answer.error.code === 'not_found';
      // The next change, or the next visit, asks again.
      this.#asked = '';
    }
  }

  /** The memo as it stands: in the list, or, where that does not hold it any more, as it was read. */
  memo(id: string, inList: Memo | undefined): Memo | undefined {
    return inList ?? (this.#page?.memo.id === id ? this.#page.memo : undefined);
  }
}
