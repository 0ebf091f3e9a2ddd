import type { ErrorBody } from '@engawa/contract/errors';
import type { Answer, ReadCounts } from '@engawa/contract/live';
import type { Message, MessagePage, QuotedMessage } from '@engawa/contract/messages';
import { SvelteMap } from 'svelte/reactivity';
import { backoff } from '#lib/live/backoff.ts';
import { newClientId } from '#lib/live/client-id.ts';
import type { Live } from '#lib/live/live.svelte.ts';
import type { Outbox } from '#lib/live/outbox.svelte.ts';
import { read, wentOutWithPage } from '#lib/live/rest.ts';
import { told, type Told } from '#lib/live/told.ts';
import { keyOf, rowsOf, type Row } from './rows.ts';
import { needsMarkdown } from './body.ts';
import { loadMarkdown } from './reader.svelte.ts';
import { empty, hasOlder, reachesHead, withEvent, withPage, type Window } from './window.ts';

const atOnce = 50;

export type Opening = {
  live: Live;
  outbox: Outbox;
  me: string;
  channelId: string;
  /** The first unread message and how many there are; 0 where all is read. */
  unread: { from: number; count: number };
  /** A message to open at, from a permalink. */
  at: number | undefined;
  /** What is read out when a message of somebody else arrives. */
  tellOf(message: Message): string;
};

/** One channel's messages as they stand on the screen. */
export class Timeline {
  readonly channelId: string;
  #window = $state.raw<Window>(empty);
  #acknowledged = $state.raw<readonly Message[]>([]);
  #loading = $state<'first' | 'older' | 'newer' | undefined>('first');
  #fault = $state.raw<ErrorBody>();
  #unread = $state.raw<Opening['unread']>();
  #at: number | undefined;
  /** How far the channel had been heard when this began to listen. */
  #from: number;
  #pointsAt = $state<number>();
  #arrived = $state('');
  #jumped = false;
  #live: Live;
  #outbox: Outbox;
  #me: string;
  #tellOf: Opening['tellOf'];
  #quotes = new SvelteMap<string, QuotedMessage | null>();
  #asked = new Set<string>();
  /** Other channels that messages here quote. */
  #quotedFrom = new Set<string>();
  #heads = new Set<number>();
  /** What the server told with the messages; what it tells later goes only some way back. */
  #ownRead = $state.raw<{ no: number; by: number | null }>({ no: 0, by: 0 });
  #readCounts = $state.raw<ReadCounts['counts']>([]);
  /** Events heard while a page is being read: the page may be older than they are. */
  #meanwhile: Told[] = [];
  /** Grows with each reading; an answer to an earlier one comes too late. */
  #reading = 0;
  #left = new AbortController();
  #stop: (() => void)[];
  #rows: Row[] = $derived.by(() => {
    const known = new Set(this.#window.messages.map((message) => keyOf(message.authorId, message.clientId)));
    const acknowledged = this.#acknowledged.filter(({ clientId }) => !known.has(keyOf(this.#me, clientId)));
    const shown = new Set(acknowledged.map(({ clientId }) => clientId));
    return rowsOf({
      messages: this.#window.messages,
      acknowledged,
      unsent: this.#outbox
        .rowsOf(this.channelId)
        .filter(({ clientId }) => !shown.has(clientId) && !known.has(keyOf(this.#me, clientId))),
      me: this.#me,
      hasOlder: hasOlder(this.#window),
      heads: this.#heads,
      hasNewer: !reachesHead(this.#window),
      unread: this.#unread,
    });
  });

  constructor({ live, outbox, me, channelId, unread, at, tellOf }: Opening) {
    this.channelId = channelId;
    this.#live = live;
    this.#outbox = outbox;
    this.#me = me;
    this.#unread = unread.count > 0 ? unread : undefined;
    this.#pointsAt = at;
    this.#at = at ?? this.#unread?.from;
    this.#tellOf = tellOf;
    this.#from = live.have(`channel:${channelId}`) ?? 0;
    this.#stop = [
      live.subscribe(`channel:${channelId}`, {
        event: (event) => this.#receive(told(event)),
        missed: () => void this.#readAgain(),
      }),
      // What could not be read while the line was cut is read when it is back.
      live.onup(() => {
        if (this.#fault && this.#window.messages.length === 0) void this.open();
      }),
      live.on('read:counts', (told) => {
        if (told.channelId === channelId) this.#readCounts = told.counts;
      }),
      outbox.onsent(({ lane, data }) => {
        if (lane === channelId) this.#acknowledged = [...this.#acknowledged, data];
      }),
    ];
    void this.open();
  }

  get rows(): readonly Row[] {
    return this.#rows;
  }

  get messages(): readonly Message[] {
    return this.#window.messages;
  }

  get headNo(): number {
    return this.#window.headNo;
  }

  /** Whether the newest message is among the rows. */
  get reachesHead(): boolean {
    return reachesHead(this.#window);
  }

  get loading(): 'first' | 'older' | 'newer' | undefined {
    return this.#loading;
  }

  get fault(): ErrorBody | undefined {
    return this.#fault;
  }

  /** The message that a link points at. */
  get pointsAt(): number | undefined {
    return this.#pointsAt;
  }

  /** Name of the author of the newest message that came while the screen stood, to be read out. */
  get arrived(): string {
    return this.#arrived;
  }

  /** True once after the stretch was exchanged for another one: the list stands anew. */
  takeJump(): boolean {
    const jumped = this.#jumped;
    this.#jumped = false;
    return jumped;
  }

  /** The number of the message the screen opens at; undefined: at the newest. */
  get opensAt(): number | undefined {
    return this.#at;
  }

  /** The newest message of my own that has arrived and still stands. */
  get ownLast(): Message | undefined {
    return this.#window.messages.findLast(
      ({ authorId, hiddenAt, redactedAt }) => authorId === this.#me && !hiddenAt && !redactedAt,
    );
  }

  /** How many others have read up to a message of mine; undefined where nobody has told. */
  readBy(no: number): number | undefined {
    const people = this.#readCounts.reduce((sum, [readNo, count]) => (readNo >= no ? sum + count : sum), 0);
    const told = this.#ownRead.no >= no ? this.#ownRead.by : 0;
    if (told === null && people <= 1) return undefined;
    return Math.max(0, people - 1, told ?? 0);
  }

  find(id: string): Message | undefined {
    return this.#window.messages.find((message) => message.id === id);
  }

  /** What a message quotes: undefined while it is read, null where it may not be seen. */
  quoted(id: string): QuotedMessage | null | undefined {
    const near = this.find(id);
    if (near) return near;
    if (!this.#quotes.has(id)) this.#askQuote(id);
    return this.#quotes.get(id);
  }

  /** Reads the stretch to open at. */
  async open(): Promise<void> {
    await this.#load('first', this.#at === undefined ? '' : `around=${this.#at}`);
  }

  /** Stands anew as it opened, with all that was heard meanwhile; asks only for what is not there. */
  async reopen(unread: Opening['unread'], at: number | undefined): Promise<void> {
    this.#unread = unread.count > 0 ? unread : undefined;
    this.#pointsAt = at;
    this.#at = at ?? this.#unread?.from;
    this.#arrived = '';
    this.#jumped = true;
    const { messages } = this.#window;
    const place =
      this.#at === undefined ? messages.length - 1 : messages.findIndex(({ no }) => no === this.#at);
    const isThere = place >= 0 && (this.#at !== undefined || this.reachesHead);
    if (!isThere || this.#loading === 'first' || this.#fault) {
      this.#window = empty;
      return this.open();
    }
    // An answer still on its way belongs to a stretch that no longer stands.
    this.#reading += 1;
    this.#loading = undefined;
    this.#meanwhile = [];
    const near = messages.slice(Math.max(0, place - atOnce), place + atOnce);
    if (near[0]) this.#heads.add(near[0].no);
    this.#window = { ...this.#window, messages: near };
  }

  async openNewest(): Promise<void> {
    this.#at = undefined;
    this.#pointsAt = undefined;
    await this.open();
  }

  /** Goes to a message by its number and points at it. */
  async openAt(no: number): Promise<void> {
    this.#at = no;
    this.#pointsAt = no;
    this.#jumped = true;
    const isThere = this.#window.messages.some((message) => message.no === no);
    if (!isThere || this.#loading === 'first') await this.open();
  }

  async loadOlder(): Promise<void> {
    const first = this.#window.messages[0];
    if (this.#loading || !first || !hasOlder(this.#window)) return;
    await this.#load('older', `before=${first.no}`);
  }

  async loadNewer(): Promise<void> {
    const last = this.#window.messages.at(-1);
    if (this.#loading || !last || reachesHead(this.#window)) return;
    await this.#load('newer', `after=${last.no}`);
  }

  /** Writes a message down and lets it go; it is on the disk when this ends. */
  async send(
    body: string,
    more: { quoteId?: string | undefined; myNumberReason?: string } = {},
  ): Promise<void> {
    const input = { clientId: newClientId(), channelId: this.channelId, body, ...more };
    await this.#outbox.put(this.channelId, {
      name: 'message:send',
      input,
      at: new Date().toISOString(),
    });
    if (!this.reachesHead) await this.openNewest();
  }

  edit(messageId: string, body: string): Promise<Answer<unknown>> {
    return this.#live.run('message:edit', { messageId, body });
  }

  hide(messageId: string): Promise<Answer<unknown>> {
    return this.#live.run('message:hide', { messageId });
  }

  stamp(messageId: string, stampId: string, on: boolean): Promise<Answer<unknown>> {
    return this.#live.run('message:stamp', { messageId, stampId, on });
  }

  /** Every row from here on counts, one's own too: unread is the head less the mark. */
  async unreadFrom(no: number): Promise<Answer<unknown>> {
    const before = this.#unread;
    this.#unread = { from: no, count: this.headNo - no + 1 };
    const answer = await this.#live.run('read:unread-from', { channelId: this.channelId, no });
    if (!answer.ok) this.#unread = before;
    return answer;
  }

  leave(): void {
    this.#left.abort();
    for (const stop of this.#stop) stop();
  }

  #receive(event: Told): void {
    if (this.#loading) this.#meanwhile.push(event);
    this.#window = withEvent(this.#window, event);
    if (event.type === 'message:sent') {
      if (event.data.authorId === this.#me) this.#forget(event.data.clientId);
      else this.#arrived = this.#tellOf(event.data);
    }
    this.#requote(event);
  }

  /** What is quoted changes with what it quotes. */
  #requote(event: Told): void {
    if (event.type === 'message:redacted' || event.type === 'message:hidden') {
      const { id, no: _no, channelId: _channel, ...when } = event.data;
      const quote = this.#quotes.get(id);
      if (quote) this.#quotes.set(id, { ...quote, body: '', ...when });
    } else if (event.type === 'message:edited') {
      const quote = this.#quotes.get(event.data.id);
      if (quote) this.#quotes.set(quote.id, { ...quote, body: event.data.body });
    }
  }

  #keepQuote(quote: QuotedMessage): void {
    this.#quotes.set(quote.id, quote);
    const { channelId } = quote;
    if (channelId === this.channelId || this.#quotedFrom.has(channelId)) return;
    this.#quotedFrom.add(channelId);
    const event = (event: Parameters<typeof told>[0]): void => this.#requote(told(event));
    this.#stop.push(this.#live.subscribe(`channel:${channelId}`, { event }));
  }

  #forget(clientId: string): void {
    this.#acknowledged = this.#acknowledged.filter((message) => message.clientId !== clientId);
  }

  /** After too long an absence: what stands on the screen is read anew, in its place, until an answer comes. */
  async #readAgain(): Promise<void> {
    const middle = this.#window.messages.at(-25)?.no;
    const where = this.reachesHead || middle === undefined ? '' : `around=${middle}`;
    for (let attempt = 0; !this.#left.signal.aborted; attempt += 1) {
      if ((await this.#load('first', where)) !== 'refused' || !this.#fault?.retry) return;
      await new Promise((done) => setTimeout(done, backoff(attempt)));
    }
  }

  /** Reads a stretch of the channel; `first` takes the place of what stands, the others are put to it. */
  async #load(what: 'first' | 'older' | 'newer', where: string): Promise<'put' | 'refused' | 'too late'> {
    const reading = (this.#reading += 1);
    this.#loading = what;
    // Nearly every channel needs it: it comes beside the messages instead of after them.
    void loadMarkdown();
    const answer = await this.#ask(what, where);
    if (answer.ok && answer.data.messages.some(({ body }) => needsMarkdown(body))) await loadMarkdown();
    if (reading !== this.#reading || this.#left.signal.aborted) return 'too late';
    this.#loading = undefined;
    const events = this.#meanwhile.filter(({ seq }) => !answer.ok || seq > answer.data.seq);
    this.#meanwhile = [];
    this.#fault = answer.ok ? undefined : answer.error;
    if (!answer.ok) return 'refused';
    this.#put(what, answer.data, events);
    this.#jumped = what === 'first';
    return 'put';
  }

  async #ask(what: 'first' | 'older' | 'newer', where: string): Promise<Answer<MessagePage>> {
    const path = (where: string) =>
      `/api/channels/${this.channelId}/messages?${where}${where && '&'}limit=${atOnce}`;
    if (what === 'first' && wentOutWithPage(path(''))) {
      const early = await read<MessagePage>(path(''));
      if (early.ok && this.#fits(early.data)) return early;
    }
    return read<MessagePage>(path(where));
  }

  /** What was asked before this page listened must miss no event, and show the place to open at. */
  #fits({ seq, messages }: MessagePage): boolean {
    return seq >= this.#from && (this.#at === undefined || messages.some(({ no }) => no === this.#at));
  }

  #put(what: 'first' | 'older' | 'newer', page: MessagePage, events: Told[]): void {
    const base = what === 'first' ? { ...empty, headNo: page.headNo } : this.#window;
    for (const quote of page.quotes) this.#keepQuote(quote);
    const own = page.messages.findLast(({ authorId }) => authorId === this.#me);
    const isNewer =
      own && (own.no > this.#ownRead.no || (own.no === this.#ownRead.no && page.readBy !== null));
    // The last one of another stretch may be an earlier one than what was told before.
    if (own && (what === 'first' || isNewer)) this.#ownRead = { no: own.no, by: page.readBy };
    const [first] = page.messages;
    if (first) this.#heads.add(first.no);
    this.#window = events.reduce(withEvent, withPage(base, page));
    for (const { clientId, authorId } of page.messages) if (authorId === this.#me) this.#forget(clientId);
  }

  #askQuote(id: string): void {
    if (this.#asked.size === 0) {
      setTimeout(async () => {
        const ids = [...this.#asked];
        this.#asked.clear();
        const answer = await read<QuotedMessage[]>(`/api/messages/quoted?ids=${ids.join(',')}`);
        if (!answer.ok) return;
        for (const id of ids) this.#quotes.set(id, null);
        for (const quote of answer.data) this.#keepQuote(quote);
      }, 20);
    }
    this.#asked.add(id);
  }
}
