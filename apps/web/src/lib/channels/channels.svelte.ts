import type { ChannelEntry, Folder } from '@engawa/contract/channels';
import type { Answer } from '@engawa/contract/live';
import type { CommandInput, CommandName, CommandOutput } from '@engawa/contract/socket';
import type { Message } from '@engawa/contract/messages';
import type { Start } from '@engawa/contract/start';
import { backoff } from '#lib/live/backoff.ts';
import type { Live } from '#lib/live/live.svelte.ts';
import { Readings } from '#lib/live/readings.ts';
import { told, type Told } from '#lib/live/told.ts';
import type { People } from '#lib/people/people.svelte.ts';
import { firstUnread, turnPage, unreadOf, type ChannelBook } from './channel-book.ts';
import { groupsOf, moved, type ChannelGroup } from './channel-groups.ts';

const markEvery = 1000;
/** Everybody in a channel is told at the same moment that it closed. */
const closedAgainMs = 2000;

/** What is needed of the line to the server. */
type Line = Pick<Live, 'subscribe' | 'have' | 'follow' | 'unfollow' | 'run' | 'hasEnded'>;

/** What a snapshot says of them. */
type Snapshot = Pick<Start, 'me' | 'channels' | 'folders' | 'cursors'>;

/** The channels of the person who is signed in: the list, its numbers, and what may be done with it. */
export class Channels {
  #book = $state.raw<ChannelBook>({ entries: new Map(), folders: [] });
  #live: Line;
  #people: People;
  #me: string;
  #readStart: () => Promise<Snapshot | undefined>;
  #refreshing: ReturnType<typeof setTimeout> | undefined;
  #readings = new Readings<Snapshot>();
  #attempt = 0;
  #forMe = new Set<(entry: ChannelEntry, message: Message) => void>();
  #heard = new Map<string, () => void>();
  /** What the server has closed to this person since the page opened; one that is only missing is not in it. */
  #closed = new Set<string>();
  #toMark = new Map<string, { no: number; heard: number }>();
  #marking: ReturnType<typeof setTimeout> | undefined;
  #alsoShown = $state.raw<(id: string) => boolean>(() => false);
  #groups: ChannelGroup[] = $derived(
    groupsOf(this.#book.entries.values(), this.#book.folders, (entry) => this.nameOf(entry), this.#alsoShown),
  );

  constructor(live: Line, people: People, start: Snapshot, readStart: () => Promise<Snapshot | undefined>) {
    this.#live = live;
    this.#people = people;
    this.#me = start.me.id;
    this.#readStart = readStart;
    this.#reset(start);
    live.subscribe(`user:${this.#me}`, {
      event: (event) => this.#receive(told(event)),
      missed: () => this.#refresh(),
    });
  }

  get all(): readonly ChannelEntry[] {
    return [...this.#book.entries.values()];
  }

  /** Which talk is listed though nobody has begun it. */
  showAlso(alsoShown: (id: string) => boolean): void {
    this.#alsoShown = alsoShown;
  }

  get groups(): readonly ChannelGroup[] {
    return this.#groups;
  }

  get folders(): readonly Folder[] {
    return this.#book.folders;
  }

  /** In the order of the screen, for going up and down by key. */
  get inOrder(): readonly ChannelEntry[] {
    return this.#groups.flatMap(({ entries }) => entries);
  }

  get putAway(): readonly ChannelEntry[] {
    return this.all.filter(({ putAwayAt }) => putAwayAt !== null);
  }

  /** Channels with something new (muted ones do not ask for attention), and messages for me. */
  get totals(): { unread: number; forYou: number } {
    return this.totalsBeside(undefined);
  }

  /** The same without the channel that is on the screen. */
  totalsBeside(id: string | undefined): { unread: number; forYou: number } {
    const open = this.all.filter((entry) => !entry.putAwayAt && entry.id !== id);
    return {
      unread: open.filter((entry) => !entry.muted && unreadOf(entry) > 0).length,
      forYou: open.reduce((sum, { forYou }) => sum + forYou.length, 0),
    };
  }

  find(id: string): ChannelEntry | undefined {
    return this.#book.entries.get(id);
  }

  /** Whether the server said that this channel is no longer this person's to read. */
  isClosed(id: string): boolean {
    return this.#closed.has(id) && !this.find(id);
  }

  /** A direct channel is called by the people in it. */
  nameOf(entry: Pick<ChannelEntry, 'kind' | 'name' | 'directWith'>): string {
    if (entry.kind !== 'direct') return entry.name;
    const [first, ...more] = entry.directWith;
    if (first === undefined) return this.#people.name(this.#me);
    if (more.length === 0) return this.#people.name(first);
    return entry.directWith.map((id) => this.#people.familyName(id)).join('・');
  }

  /** How the name of a person's row is read aloud; the names of other channels have no kana. */
  readingOf({ directWith }: Pick<ChannelEntry, 'directWith'>): string {
    return this.#people.find(directWith[0] ?? '')?.kana ?? '';
  }

  /** One long absence is told by many scopes at once; one reading answers them all. */
  #refresh(inMs = 50): void {
    clearTimeout(this.#refreshing);
    this.#refreshing = setTimeout(() => void this.#startOver(), inMs);
  }

  /** Starts over from a snapshot; what was missed stays missing until an answer comes. */
  async #startOver(): Promise<void> {
    const told = await this.#readings.run(this.#readStart);
    if (told) {
      this.#attempt = 0;
      this.#lay(told.answer, told.heard);
    } else if (this.#readings.isUnanswered && !this.#live.hasEnded) {
      this.#refresh(backoff(this.#attempt++));
    }
  }

  #lay(start: Snapshot, heard: readonly Told[]): void {
    this.#reset(start);
    for (const [scope, seq] of Object.entries(start.cursors)) {
      if (this.#live.have(scope) === undefined) this.#live.follow(scope, seq);
    }
    for (const event of heard) if (event.seq > (start.cursors[event.scope] ?? 0)) this.#apply(event);
  }

  #reset(start: Snapshot): void {
    this.#book = {
      entries: new Map(start.channels.map((entry) => [entry.id, entry])),
      folders: start.folders,
    };
    for (const [id, stop] of this.#heard) {
      if (!this.#book.entries.has(id)) {
        stop();
        this.#heard.delete(id);
      }
    }
    for (const { id } of start.channels) this.#hear(id);
  }

  run<N extends CommandName>(
    name: N,
    input: Omit<CommandInput<N>, 'clientId'>,
  ): Promise<Answer<CommandOutput<N>>> {
    return this.#live.run(name, input);
  }

  /** The person has seen everything up to `no`; told to the server at most once a second. */
  markRead(channelId: string, no: number): void {
    const entry = this.find(channelId);
    if (!entry || no < firstUnread(entry)) return;
    const heard = this.#live.have(`user:${this.#me}`) ?? 0;
    this.#toMark.set(channelId, { no: Math.max(no, this.#toMark.get(channelId)?.no ?? 0), heard });
    this.#marking ??= setTimeout(() => void this.flushMarks(), markEvery);
  }

  async flushMarks(): Promise<void> {
    clearTimeout(this.#marking);
    this.#marking = undefined;
    const marks = [...this.#toMark];
    this.#toMark.clear();
    await Promise.all(marks.map(([channelId, mark]) => this.#live.run('read:mark', { channelId, ...mark })));
  }

  /** Puts a row before another one of its group, or last. */
  async move(id: string, before: string | undefined): Promise<void> {
    const group = this.#groups.find(({ entries }) => entries.some((entry) => entry.id === id));
    if (!group) return;
    const changes = moved(group.entries, id, before);
    await Promise.all(
      changes.map(({ id, orderNo }) => this.#live.run('membership:set', { channelId: id, orderNo })),
    );
  }

  /** Tells of every message for this person as it arrives, wherever the person looks. */
  onforme(listener: (entry: ChannelEntry, message: Message) => void): () => void {
    this.#forMe.add(listener);
    return () => this.#forMe.delete(listener);
  }

  leave(): void {
    for (const stop of this.#heard.values()) stop();
    clearTimeout(this.#marking);
    clearTimeout(this.#refreshing);
  }

  #hear(id: string): void {
    this.#closed.delete(id);
    if (this.#heard.has(id)) return;
    const stop = this.#live.subscribe(`channel:${id}`, {
      event: (event) => this.#receive(told(event)),
      missed: () => this.#refresh(),
      closed: () => this.#close(id),
    });
    this.#heard.set(id, stop);
  }

  /** The right to read it is gone: nothing of it stays. Whether it came back since is asked a little later. */
  #close(id: string): void {
    this.#heard.get(id)?.();
    this.#heard.delete(id);
    this.#closed.add(id);
    const entries = new Map(this.#book.entries);
    entries.delete(id);
    this.#book = { ...this.#book, entries };
    this.#refresh(closedAgainMs * (1 + Math.random()));
  }

  #receive(event: Told): void {
    this.#readings.hear(event);
    this.#apply(event);
    if (event.type === 'message:sent') this.#tellForMe(event.data);
  }

  #apply(event: Told): void {
    if (event.type === 'channel:joined') {
      this.#live.follow(`channel:${event.data.id}`, event.data.seq);
      this.#hear(event.data.id);
    } else if (event.type === 'channel:left') {
      this.#live.unfollow(`channel:${event.data.channelId}`);
      this.#heard.get(event.data.channelId)?.();
      this.#heard.delete(event.data.channelId);
      this.#closed.add(event.data.channelId);
    }
    this.#book = turnPage(this.#book, event, this.#me);
  }

  #tellForMe(message: Message): void {
    const entry = this.find(message.channelId);
    if (!entry?.forYou.includes(message.no)) return;
    for (const listener of [...this.#forMe]) listener(entry, message);
  }
}
