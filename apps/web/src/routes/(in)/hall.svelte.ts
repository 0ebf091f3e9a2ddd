import type { LabelTable } from '@engawa/contract/labels';
import type { Answer } from '@engawa/contract/live';
import type { Stamp } from '@engawa/contract/messages';
import type { Preferences } from '@engawa/contract/preferences';
import type { Start } from '@engawa/contract/start';
import { createContext } from 'svelte';
import { Channels } from '#lib/channels/channels.svelte.ts';
import { Drafts } from '#lib/live/drafts.ts';
import { Live } from '#lib/live/live.svelte.ts';
import { OutboxStore } from '#lib/live/outbox-store.ts';
import { Outbox } from '#lib/live/outbox.svelte.ts';
import { read } from '#lib/live/rest.ts';
import { told, type Told } from '#lib/live/told.ts';
import { People } from '#lib/people/people.svelte.ts';

/** Everything that stands while somebody is signed in. */
export class Hall {
  readonly me: Start['me'];
  readonly name: string;
  readonly helpLine: string;
  readonly live: Live;
  readonly outbox: Outbox;
  readonly drafts: Drafts;
  readonly people = new People();
  readonly channels: Channels;
  #labels: LabelTable;
  #stamps: readonly Stamp[];
  #preferences: Preferences;
  #refreshing = false;

  private constructor(start: Start, live: Live, outbox: Outbox, drafts: Drafts) {
    this.me = start.me;
    this.name = start.hallName;
    this.helpLine = start.helpLine;
    this.live = live;
    this.outbox = outbox;
    this.drafts = drafts;
    this.#labels = $state.raw(start.labels);
    this.#stamps = $state.raw(start.stamps);
    this.#preferences = $state.raw(start.preferences);
    this.channels = new Channels(live, this.people, start, () => void this.#refresh());
    for (const scope of [`user:${this.me.id}`, 'org']) {
      live.subscribe(scope, {
        event: (event) => this.#receive(told(event)),
        missed: () => void this.#refresh(),
      });
    }
  }

  /** Reads where things stand, opens what this machine keeps for the person, and connects. */
  static async open(): Promise<Answer<Hall>> {
    const start = await read<Start>('/api/start');
    if (!start.ok) return start;
    const { me, cursors } = start.data;
    const live = new Live(cursors);
    const store = await OutboxStore.open();
    const outbox = await Outbox.open(me.id, (name, input) => live.command(name, input), store);
    const hall = new Hall(start.data, live, outbox, await Drafts.open(me.id, store));
    live.connect();
    return { ok: true, data: hall };
  }

  get labels(): LabelTable {
    return this.#labels;
  }

  get stamps(): readonly Stamp[] {
    return this.#stamps;
  }

  get preferences(): Preferences {
    return this.#preferences;
  }

  leave(): void {
    void this.drafts.flush();
    this.channels.leave();
    this.outbox.leave();
    this.live.leave();
  }

  #receive(event: Told): void {
    if (event.type === 'labels:changed') this.#labels = event.data;
    else if (event.type === 'stamps:changed') this.#stamps = event.data.stamps;
    else if (event.type === 'preference:changed') this.#preferences = event.data;
  }

  /** Too much was missed to be told event by event: everything is read once more. */
  async #refresh(): Promise<void> {
    if (this.#refreshing) return;
    this.#refreshing = true;
    const reading = read<Start>('/api/start').then((start) => (start.ok ? start.data : undefined));
    await this.channels.startOver(reading);
    const start = await reading;
    this.#refreshing = false;
    if (!start) return;
    this.#labels = start.labels;
    this.#stamps = start.stamps;
    this.#preferences = start.preferences;
    for (const [scope, seq] of Object.entries(start.cursors)) this.live.follow(scope, seq);
  }
}

/** The hall, for every screen behind the entrance. */
export const [hall, setHall] = createContext<Hall>();
