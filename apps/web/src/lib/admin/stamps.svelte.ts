import type { ErrorBody } from '@engawa/contract/errors';
import type { Stamp } from '@engawa/contract/messages';
import type { Live } from '#lib/live/live.svelte.ts';
import { OrgPart } from './org-part.svelte.ts';

/** The words that can be put on a message. */
export class Stamps {
  readonly #live: Live;
  readonly #part: OrgPart<readonly Stamp[]>;

  constructor(live: Live) {
    this.#live = live;
    this.#part = new OrgPart<readonly Stamp[]>(
      live,
      [],
      (start) => start.stamps,
      (news) => (news.type === 'stamps:changed' ? news.data.stamps : undefined),
    );
  }

  get all(): readonly Stamp[] {
    return this.#part.now;
  }

  get isRead(): boolean {
    return this.#part.isRead;
  }

  get refusal(): ErrorBody | undefined {
    return this.#part.refusal;
  }

  read(): Promise<void> {
    return this.#part.read();
  }

  async add(word: string, wordEn: string): Promise<boolean> {
    return this.#part.took(await this.#live.run('stamp:add', { word, wordEn }));
  }

  async retire(id: string, retired: boolean): Promise<boolean> {
    return this.#part.took(await this.#live.run('stamp:retire', { id, retired }));
  }

  leave(): void {
    this.#part.leave();
  }
}
