import type { ChannelEntry, Folder } from '@engawa/contract/channels';
import type { Answer } from '@engawa/contract/live';
import type { CommandInput, CommandName, CommandOutput } from '@engawa/contract/socket';
import type { Message } from '@engawa/contract/messages';
import type { Start } from '@engawa/contract/start';
import type { Live } from '#lib/live/live.svelte.ts';
import { told, type Told } from '#lib/live/told.ts';
import type { People } from '#lib/people/people.svelte.ts';
import { firstUnread, turnPage, unreadOf, type ChannelBook } from './channel-book.ts';
import { groupsOf, moved, type ChannelGroup } from './channel-groups.ts';

const markEvery = 1000;

/** The channels of the person who is signed in: the list, its numbers, and what may be done with it. */
export class Channels {
  #book = $state.raw<ChannelBook>({ entries: new Map(), folders: [] });
  #live: Live;
  #people: People;
  #me: string;
  #refresh: () => void;
  #refreshing: ReturnType<typeof setTimeout> | undefined;
  #meanwhile: Told[] | undefined;
  #forMe = new Set<(entry: ChannelEntry, message: Message) => void>();
  #heard = new Map<string, () => void>();
  #toMark = new Map<string, number>();
  #marking: ReturnType<typeof setTimeout> | undefined;
  #groups: ChannelGroup[] = $derived(
    groupsOf(this.#book.entries.values(), this.#book.folders, (entry) => this.nameOf(entry)),
  );

  constructor(live: Live, people: People, start: Start, refresh: () => void) {
    this.#live = live;
    this.#people = people;
    this.#me = start.me.id;
    // One long absence is told by many scopes at once; one reading answers them all.
    this.#refresh = () => {
      clearTimeout(this.#refreshing);
      this.#refreshing = setTimeout(refresh, 50);
    };
    this.#reset(start);
    live.subscribe(`user:${this.#me}`, {
      event: (event) => this.#receive(told(event)),
      missed: this.#refresh,
    });
  }

  get all(): readonly ChannelEntry[] {
    return [...this.#book.entries.values()];
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
    const open = this.all.filter(({ putAwayAt }) => !putAwayAt);
    return {
      unread: open.filter((entry) => !entry.muted && unreadOf(entry) > 0).length,
      forYou: open.reduce((sum, { forYou }) => sum + forYou.length, 0),
    };
  }

  find(id: string): ChannelEntry | undefined {
    return this.#book.entries.get(id);
  }

  /** A direct channel is called by the people in it. */
  nameOf(entry: Pick<ChannelEntry, 'kind' | 'name' | 'directWith'>): string {
    if (entry.kind !== 'direct') return entry.name;
    const [first, ...more] = entry.directWith;
    if (first === undefined) return this.#people.name(this.#me);
    if (more.length === 0) return this.#people.name(first);
    return entry.directWith.map((id) => this.#people.familyName(id)).join('・');
  }

  /** Starts over from a snapshot that is read while events go on arriving. */
  async startOver(reading: Promise<Start | undefined>): Promise<void> {
    this.#meanwhile = [];
    const start = await reading;
    const later = this.#meanwhile.filter(({ scope, seq }) => seq > (start?.cursors[scope] ?? 0));
    this.#meanwhile = undefined;
    if (!start) return;
    this.#reset(start);
    for (const [scope, seq] of Object.entries(start.cursors)) {
      if (this.#live.have(scope) === undefined) this.#live.follow(scope, seq);
    }
    for (const event of later) this.#apply(event);
  }

  #reset(start: Start): void {
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
    this.#toMark.set(channelId, Math.max(no, this.#toMark.get(channelId) ?? 0));
    this.#marking ??= setTimeout(() => void this.flushMarks(), markEvery);
  }

  async flushMarks(): Promise<void> {
    clearTimeout(this.#marking);
    this.#marking = undefined;
    const marks = [...this.#toMark];
    this.#toMark.clear();
    await Promise.all(marks.map(([channelId, no]) => this.#live.run('read:mark', { channelId, no })));
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
  }

  #hear(id: string): void {
    if (this.#heard.has(id)) return;
    const stop = this.#live.subscribe(`channel:${id}`, {
      event: (event) => this.#receive(told(event)),
      missed: this.#refresh,
    });
    this.#heard.set(id, stop);
  }

  #receive(event: Told): void {
    this.#meanwhile?.push(event);
    this.#apply(event);
  }

  #apply(event: Told): void {
    if (event.type === 'channel:joined') {
      this.#live.follow(`channel:${event.data.id}`, event.data.seq);
      this.#hear(event.data.id);
    } else if (event.type === 'channel:left') {
      this.#live.unfollow(`channel:${event.data.channelId}`);
      this.#heard.get(event.data.channelId)?.();
      this.#heard.delete(event.data.channelId);
    }
    this.#book = turnPage(this.#book, event, this.#me);
    if (event.type === 'message:sent') this.#tellForMe(event.data);
  }

  #tellForMe(message: Message): void {
    const entry = this.find(message.channelId);
    if (!entry?.forYou.includes(message.no)) return;
    for (const listener of [...this.#forMe]) listener(entry, message);
  }
}
