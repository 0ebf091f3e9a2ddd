import { isDeepStrictEqual } from 'node:util';
import type { Standing } from '@engawa/contract/presence';
import { readBusinessTime } from '#platform/business-time.ts';
import { businessDay } from '#platform/clock.ts';
import { readHall } from '#platform/hall.ts';
import { batched } from '#platform/live/batched.ts';
import { tell } from '#platform/live/broadcast.ts';
import { wireOf, type LiveSocket } from '#platform/live/sockets.ts';
import { Written } from '#platform/live/written.ts';
import type { Platform } from '#platform/platform.ts';
import { KnownSeats } from './know-seats.ts';
import {
  closenessOf,
  shownTo,
  whereaboutsOf,
  type Closeness,
  type Facts,
  type Shown,
  type Today,
  type Whereabouts,
} from './policy.ts';
import { factsOf } from './queries.ts';

/** A page hears about once a second, whatever its people do; a little less, so that no news waits longer. */
const onceInMs = 900;
const lookAgainMs = 50;
const gatherMs = 40;

type Watching = { people: ReadonlyMap<string, Closeness>; owed: Set<string>; toldAt: number };
type Rules = Shown & { whereaboutsLabel: string; today: Today };
/** With what each kind of viewer was told of it, written once. */
type Known = { whereabouts: Whereabouts; written: Map<Closeness, string> };

/**
 * Tells pages where the people are that they have on screen. What is known of a person is read once and
 * kept until somebody says that it changed; the truth stays in the database.
 */
export class Standings {
  readonly #platform: Platform;
  readonly #seats: KnownSeats;
  readonly #watching = new Map<LiveSocket, Watching>();
  readonly #watchers = new Map<string, Set<LiveSocket>>();
  /** Who has not been told everything yet. */
  readonly #owing = new Set<LiveSocket>();
  readonly #known = new Map<string, Known>();
  #stale = new Set<string>();
  #rules: Promise<Rules> | undefined;
  /** The newest rules that were read. */
  #shown: Rules | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isReading = false;
  #isClosed = false;
  readonly #read: (personId: string) => Promise<Facts | undefined>;

  constructor(platform: Platform) {
    this.#platform = platform;
    this.#seats = new KnownSeats(platform);
    this.#read = batched(async (ids) => {
      const now = platform.clock.now();
      const facts = await factsOf(platform.db, ids, now, businessDay(now));
      return new Map(facts.map((one) => [one.personId, one]));
    }, 1000);
  }

  /** Replaces what a socket watches, and tells it how those stand that are new on its screen. */
  async watch(socket: LiveSocket, personIds: readonly string[]): Promise<void> {
    const people = await this.#near(socket, personIds);
    if (!socket.connected || this.#isClosed) return;
    const before = this.#watching.get(socket);
    if (!before) socket.on('disconnect', () => this.#forget(socket));
    for (const personId of before?.people.keys() ?? [])
      if (!people.has(personId)) this.#unwatch(socket, personId);
    for (const personId of people.keys()) {
      const watchers = this.#watchers.get(personId) ?? new Set();
      this.#watchers.set(personId, watchers.add(socket));
    }
    const owed = new Set([...people.keys()].filter((id) => !before?.people.has(id) || before.owed.has(id)));
    this.#watching.set(socket, { people, owed, toldAt: -Infinity });
    await this.#learn(people.keys());
    if (this.#tellAll([socket])) this.#wake(lookAgainMs);
  }

  /** Somebody's standing may be another now. */
  changed(personIds: Iterable<string>): void {
    for (const personId of personIds) {
      if (this.#watchers.has(personId)) this.#stale.add(personId);
      else this.#known.delete(personId);
    }
    if (this.#stale.size > 0) this.#wake(gatherMs);
  }

  /** A server came or died: the line of everybody may be another. */
  everybodyChanged(): void {
    this.changed([...this.#known.keys(), ...this.#watchers.keys()]);
  }

  /** What the hall shows to whom, or who sits where, is another: every page hears of everybody again. */
  async rightsChanged(of: 'some' | 'all' = 'all'): Promise<void> {
    this.#seats.forget();
    this.#rules = undefined;
    for (const [socket, { people }] of [...this.#watching]) {
      const near = await this.#near(socket, [...people.keys()]);
      const now = this.#watching.get(socket);
      if (now && now.people === people) {
        const isOther = (id: string) => of === 'all' || people.get(id) !== near.get(id);
        const owed = new Set([...now.owed, ...[...near.keys()].filter(isOther)]);
        this.#watching.set(socket, { ...now, people: near, owed });
        this.#owing.add(socket);
      }
    }
    this.#wake(0);
  }

  /** The hall opened, closed, or turned the day: what is repeated every week begins or ends. */
  timeChanged(repeating: Iterable<string>): void {
    this.#rules = undefined;
    this.changed(repeating);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  /** What the hall shows to whom, and when it works today. */
  get rules(): Promise<Rules> {
    if (this.#rules) return this.#rules;
    const { db, clock } = this.#platform;
    const rules = Promise.all([readHall(db), readBusinessTime(db)]).then(([hall, time]) => {
      for (const { written } of this.#known.values()) written.clear();
      return (this.#shown = { ...hall, today: time.hoursOf(businessDay(clock.now())) });
    });
    rules.catch(() => (this.#rules = undefined));
    return (this.#rules = rules);
  }

  async #near(socket: LiveSocket, personIds: readonly string[]): Promise<Map<string, Closeness>> {
    const { me } = socket.data;
    const [seats, { whereaboutsLabel }] = await Promise.all([this.#seats.all, this.rules]);
    const isOpen = this.#platform.zones.may(me.zone, whereaboutsLabel, 'open');
    const own = seats.get(me.personId);
    return new Map(
      personIds.map((personId) => {
        if (personId === me.personId) return [personId, 'self'];
        return [personId, isOpen ? closenessOf(own, seats.get(personId)) : 'bare'];
      }),
    );
  }

  /** Reads whoever is not known yet; many pages that ask at once share a statement. */
  async #learn(personIds: Iterable<string>): Promise<void> {
    const { today } = await this.rules;
    await Promise.all(
      [...personIds]
        .filter((personId) => !this.#known.has(personId))
        .map(async (personId) => {
          const facts = await this.#read(personId);
          // Somebody who changed meanwhile was read again, and later than here.
          if (!facts || this.#known.has(personId)) return;
          const whereabouts = whereaboutsOf(facts, this.#platform.clock.now(), today);
          this.#known.set(personId, { whereabouts, written: new Map() });
        }),
    );
  }

  async #readStale(): Promise<void> {
    const stale = [...this.#stale];
    this.#stale = new Set();
    try {
      const { today } = await this.rules;
      const now = this.#platform.clock.now();
      const facts = await factsOf(this.#platform.db, stale, now, businessDay(now));
      const next = new Map(facts.map((one) => [one.personId, whereaboutsOf(one, now, today)]));
      for (const personId of stale) {
        const whereabouts = next.get(personId);
        if (isDeepStrictEqual(whereabouts, this.#known.get(personId)?.whereabouts)) continue;
        if (whereabouts) this.#known.set(personId, { whereabouts, written: new Map() });
        else this.#known.delete(personId);
        for (const socket of this.#watchers.get(personId) ?? []) this.#owe(socket, personId);
      }
    } catch (error) {
      for (const personId of stale) this.#stale.add(personId);
      throw error;
    }
  }

  #wake(ms: number): void {
    if (this.#isClosed) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#turn();
    }, ms);
  }

  async #turn(): Promise<void> {
    if (this.#isReading) return this.#wake(gatherMs);
    this.#isReading = true;
    try {
      if (this.#stale.size > 0) await this.#readStale();
      if (this.#tellAll(this.#owing)) this.#wake(lookAgainMs);
    } catch (error) {
      this.#platform.log.warn({ err: error }, 'standings could not be read; trying again');
      this.#wake(500);
    } finally {
      this.#isReading = false;
    }
    if (this.#stale.size > 0) this.#wake(gatherMs);
  }

  /** Tells sockets what they are owed, each at most once a second. True while somebody still has to wait. */
  #tellAll(sockets: Iterable<LiveSocket>): boolean {
    const now = performance.now();
    let waits = false;
    for (const socket of sockets) {
      const watching = this.#watching.get(socket);
      if (!watching || watching.owed.size === 0) {
        this.#owing.delete(socket);
        continue;
      }
      // Whoever reads slowly hears the newest later, instead of all that was.
      const isBusy = socket.data.behindSince !== undefined || (wireOf(socket)?.bufferedAmount ?? 0) > 0;
      if (isBusy || now - watching.toldAt < onceInMs) {
        this.#owing.add(socket);
        waits = true;
        continue;
      }
      const frames = [...watching.owed].flatMap((personId) => {
        const closeness = watching.people.get(personId);
        return closeness ? this.#write(personId, closeness) : [];
      });
      watching.owed.clear();
      this.#owing.delete(socket);
      watching.toldAt = now;
      if (frames.length > 0) tell(socket, 'presence', new Written(`[${frames.join(',')}]`));
    }
    return waits;
  }

  #write(personId: string, closeness: Closeness): string[] {
    const known = this.#known.get(personId);
    if (!known || !this.#shown) return [];
    const before = known.written.get(closeness);
    if (before) return [before];
    const standing: Standing = shownTo(closeness, personId, known.whereabouts, this.#shown);
    const json = JSON.stringify(standing);
    known.written.set(closeness, json);
    return [json];
  }

  #owe(socket: LiveSocket, personId: string): void {
    this.#watching.get(socket)?.owed.add(personId);
    this.#owing.add(socket);
  }

  #unwatch(socket: LiveSocket, personId: string): void {
    const watchers = this.#watchers.get(personId);
    watchers?.delete(socket);
    if (watchers?.size === 0) this.#watchers.delete(personId);
  }

  #forget(socket: LiveSocket): void {
    for (const personId of this.#watching.get(socket)?.people.keys() ?? []) this.#unwatch(socket, personId);
    this.#watching.delete(socket);
    this.#owing.delete(socket);
  }
}
