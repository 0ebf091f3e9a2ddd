import type { Memo, MemoList, MemoPage } from '@engawa/contract/memos';
import type { Answer } from '@engawa/contract/live';
import type { CommandInput, CommandName, CommandOutput } from '@engawa/contract/socket';
import { orgScope, userScope } from '@engawa/contract/scopes';
import type { Live } from '#lib/live/live.svelte.ts';
import { read } from '#lib/live/rest.ts';
import { told, type Told } from '#lib/live/told.ts';
import { emptyBook, isNewer, openList, turnBook, withMemo, withoutMemo } from './memo-book.ts';
import { awaiting, between, type Reader } from './memo-groups.ts';
import { newsOf, type MemoNews } from './memo-news.ts';

/** What moves people between sections, or opens and closes labels: the list is read again. */
const unsettling = new Set(['directory:changed', 'memberships:changed', 'labels:changed', 'zone:closed']);

/** The memos of who is signed in, kept true by the socket. */
export class Memos {
  #me = '';
  #live: Live;
  #book = $state.raw(emptyBook);
  #isRead = $state(false);
  #now = $state.raw(new Date());
  #stop: (() => void)[];
  readonly #all: readonly Memo[] = $derived([...this.#book.memos.values()]);
  readonly #reader: Reader = $derived({ me: this.#me, sections: this.#book.sections });
  readonly #waiting: number = $derived(awaiting(this.#all, this.#reader).length);

  constructor(live: Live, me: string, tell: (news: MemoNews, memo: Memo) => void) {
    this.#me = me;
    this.#live = live;
    const missed = () => void this.readAgain();
    const clock = setInterval(() => (this.#now = new Date()), 20_000);
    this.#stop = [
      live.subscribe(userScope(me), {
        event: (event) => this.#hear(told(event), tell),
        missed,
      }),
      live.subscribe(orgScope, {
        event: (event) => {
          const news = told(event);
          const isOwn = news.type === 'person:changed' && news.data.id === me;
          if (isOwn || unsettling.has(news.type)) missed();
        },
        missed,
      }),
      () => clearInterval(clock),
    ];
    void this.readAgain();
  }

  get me(): string {
    return this.#me;
  }

  get all(): readonly Memo[] {
    return this.#all;
  }

  get reader(): Reader {
    return this.#reader;
  }

  /** How many wait for this person: the figure at the rail. */
  get waiting(): number {
    return this.#waiting;
  }

  get isRead(): boolean {
    return this.#isRead;
  }

  get now(): Date {
    return this.#now;
  }

  find(id: string): Memo | undefined {
    return this.#book.memos.get(id);
  }

  between(other: string): Memo[] {
    return between(this.#all, this.#me, other);
  }

  run<N extends CommandName>(
    name: N,
    input: Omit<CommandInput<N>, 'clientId'>,
  ): Promise<Answer<CommandOutput<N>>> {
    return this.#live.run(name, input);
  }

  /** A message went to somebody: what they wait for in chat is answered, though not closed. */
  wroteTo(other: string): void {
    for (const memo of this.between(other))
      if (memo.ownerId === this.#me && memo.state !== 'answered')
        void this.run('memo:answer', { memoId: memo.id });
  }

  #hear(event: Told, tell: (news: MemoNews, memo: Memo) => void): void {
    const before = event.type === 'memo:changed' ? this.find(event.data.id) : undefined;
    this.#book = turnBook(this.#book, event);
    if (event.type === 'memo:stirred') return void this.#look(event.data);
    if (event.type !== 'memo:changed' || document.visibilityState !== 'visible') return;
    const news = newsOf(before, event.data, this.#me);
    if (!news) return;
    tell(news, event.data);
    // It stands on the screen of who asked: the other side is told that it does.
    void this.run('memo:see', { memoId: event.data.id });
  }

  /** A colleague's memo: it is read for as long as one may, and else it is no longer ours. */
  async #look(stirred: { memoId: string; rev: number }): Promise<void> {
    if (!isNewer(this.#book, stirred)) return;
    const page = await read<MemoPage>(`/api/memos/${stirred.memoId}`);
    if (page.ok) this.#book = withMemo(this.#book, page.data.memo);
    else if (page.error.code === 'not_found') this.#book = withoutMemo(this.#book, stirred);
  }

  async readAgain(): Promise<void> {
    const list = await read<MemoList>('/api/memos');
    if (!list.ok) return;
    this.#book = openList(this.#book, list.data);
    this.#isRead = true;
    this.#now = new Date();
  }

  leave(): void {
    for (const stop of this.#stop) stop();
  }
}
