import { belongs, directChannel, headOf, type TownChannel } from '../channels.ts';
import type { Random } from '../random.ts';
import type { Clerk } from '../roster.ts';
import type { Script } from './script.ts';

/** A channel with the people who act in it. */
export interface Stage {
  channel: TownChannel;
  cast: Map<string, Clerk>;
}

const JUNIOR = /主事|技師|会計年度任用職員|保育士|司書$|調理員/;
const ROOM_WEIGHT = (channel: TownChannel) =>
  channel.kind === 'direct' ? 1 : 3 + Math.min(channel.members.length, 12);

/** Chooses channels and people for scripts, so that all rooms and people get their share. */
export class Casting {
  readonly channels: TownChannel[];
  readonly #clerks: readonly Clerk[];
  readonly #byNo: Map<string, Clerk>;
  readonly #rng: Random;
  readonly first: readonly string[];
  readonly #talked = new Map<string, number>();
  readonly #pairs = new Map<string, Clerk[][]>();
  readonly #known = new Map<string, TownChannel>();
  readonly #rooms = new Map<Script, TownChannel[]>();
  readonly #people = new Map<string, { all: Clerk[]; juniors: Clerk[]; head: Clerk | undefined }>();
  readonly #regular = new Map<string, Clerk[]>();

  constructor(
    clerks: readonly Clerk[],
    rooms: readonly TownChannel[],
    first: readonly string[],
    rng: Random,
  ) {
    this.#clerks = clerks;
    this.#byNo = new Map(clerks.map((clerk) => [clerk.staffNo, clerk]));
    this.channels = [...rooms];
    this.first = first;
    this.#rng = rng;
  }

  /** Gives a stage for a script, or undefined when no channel has people enough. */
  stage(script: Script): Stage | undefined {
    return script.where.kind === 'channel' ? this.#room(script) : this.#direct(script);
  }

  /** Notes how much was said in a channel. */
  said(channel: TownChannel, messages: number): void {
    this.#talked.set(channel.key, (this.#talked.get(channel.key) ?? 0) + messages);
    if (channel.kind === 'direct' && !this.#known.has(channel.key)) {
      this.#known.set(channel.key, channel);
      this.channels.push(channel);
    }
  }

  #load(channel: TownChannel): number {
    return (this.#talked.get(channel.key) ?? 0) / ROOM_WEIGHT(channel);
  }

  #room(script: Script): Stage | undefined {
    let open = this.#rooms.get(script);
    if (!open) this.#rooms.set(script, (open = this.#roomsFor(script)));
    const few = Array.from({ length: 5 }, () => this.#rng.pick(open));
    const channel = few.reduce((a, b) => (this.#load(b) < this.#load(a) ? b : a));
    const cast = this.#cast(script, channel);
    return cast && { channel, cast };
  }

  #roomsFor(script: Script): TownChannel[] {
    const open = this.channels.filter(
      (channel) =>
        channel.kind !== 'direct' &&
        script.where.names.some((name) => name === channel.name || (name === '*' && this.#ordinary(channel))),
    );
    if (open.length === 0) throw new Error(`${script.id}: no channel ${script.where.names.join(' ')}`);
    return open;
  }

  #ordinary(channel: TownChannel): boolean {
    return channel.source === 'section' && channel.sectionPath !== undefined && channel.members.length < 36;
  }

  #peopleOf(channel: TownChannel): { all: Clerk[]; juniors: Clerk[]; head: Clerk | undefined } {
    const known = this.#people.get(channel.key);
    if (known) return known;
    const allowed = channel.kind === 'announcement' ? channel.owners : channel.members;
    const all = allowed.flatMap((staffNo) => this.#byNo.get(staffNo) ?? []);
    const { sectionPath } = channel;
    const head = sectionPath ? headOf(this.#clerks, sectionPath) : this.#byNo.get(channel.owners[0] ?? '');
    const people = { all, juniors: all.filter((clerk) => JUNIOR.test(clerk.title)), head };
    this.#people.set(channel.key, people);
    return people;
  }

  #cast(script: Script, channel: TownChannel): Map<string, Clerk> | undefined {
    const { all, juniors, head } = this.#peopleOf(channel);
    const { by } = script;
    return this.#fill(script, (role) => {
      if (role === 'K') return head ? [head] : [];
      if (role === 'J') return juniors;
      return by && role === 'A' ? all.filter((clerk) => clerk.section.endsWith(by)) : all;
    });
  }

  #fill(script: Script, candidates: (role: string) => readonly Clerk[]): Map<string, Clerk> | undefined {
    const cast = new Map<string, Clerk>();
    const families = new Set<string>();
    for (const role of script.roles) {
      const free = candidates(role).filter(
        (clerk) => ![...cast.values()].includes(clerk) && !families.has(clerk.family),
      );
      const clerk = free.length > 0 ? this.#pick(free) : undefined;
      if (!clerk) return undefined;
      cast.set(role, clerk);
      families.add(clerk.family);
    }
    return cast;
  }

  #pick(free: readonly Clerk[]): Clerk {
    const [one, other] = [this.#rng.pick(free), this.#rng.pick(free)];
    return this.first.includes(other.staffNo) ? other : one;
  }

  #direct(script: Script): Stage | undefined {
    const names = script.where.names.map((name) => (name === '*' ? this.#anywhere() : name));
    const key = names.join('>');
    const known = this.#pairs.get(key) ?? [];
    let people =
      known.length > 0 && (known.length > 1 || this.#rng.chance(0.7)) ? this.#rng.pick(known) : undefined;
    if (!people) {
      people = [];
      for (const name of names) {
        const free = this.#regulars(name).filter((clerk) => !people?.some((p) => p.family === clerk.family));
        if (free.length === 0) return undefined;
        people.push(this.#rng.pick(free));
      }
      this.#pairs.set(key, [...known, people]);
    }
    const channel = directChannel(people);
    return {
      channel: this.#known.get(channel.key) ?? channel,
      cast: new Map(people.map((clerk, i) => ['ABCDEFG'.charAt(i), clerk])),
    };
  }

  #anywhere(): string {
    const clerk = this.#byNo.get(
      this.#rng.chance(0.2) ? this.#rng.pick(this.first) : this.#rng.pick(this.#clerks).staffNo,
    );
    return clerk?.section.split('/').at(-1) ?? '総務係';
  }

  // The people of the demonstration come first, so that their list of direct messages is not empty.
  #regulars(sectionName: string): Clerk[] {
    let people = this.#regular.get(sectionName);
    if (!people) this.#regular.set(sectionName, (people = this.#regularsOf(sectionName)));
    return people;
  }

  #regularsOf(sectionName: string): Clerk[] {
    const paths = this.#clerks.filter((clerk) => clerk.section.split('/').includes(sectionName));
    const path = paths[0]?.section.split('/') ?? [];
    const root = path.slice(0, path.indexOf(sectionName) + 1).join('/');
    const people = this.#clerks.filter((clerk) => belongs(clerk, root) && clerk.mail !== '');
    const first = people.filter((clerk) => this.first.includes(clerk.staffNo));
    return [...first, ...people.filter((clerk) => !first.includes(clerk))].slice(0, 4);
  }
}
