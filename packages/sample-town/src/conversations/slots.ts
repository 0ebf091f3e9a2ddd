import type { Day } from '@engawa/text/holidays';
import type { TownChannel } from '../channels.ts';
import type { Random } from '../random.ts';
import type { Clerk } from '../roster.ts';
import { dataLines } from '../text-file.ts';
import { dayWord, minutesOf } from './day-words.ts';
import type { Script } from './script.ts';
import type { SentenceCount } from './sentences.ts';

/** What a conversation is composed from; it starts at `minute` of `day`. */
export interface Scene {
  script: Script;
  channel: TownChannel;
  cast: Map<string, Clerk>;
  day: Day;
  minute: number;
  sectionPaths: readonly string[];
  /** People who are spoken to by name wherever it fits. */
  prominent: readonly string[];
}

/** Who speaks, after whom, and what stood before the slot. */
interface Voice {
  author: Clerk;
  previous: Clerk | undefined;
}

function lists(file: string): Map<string, string[]> {
  return new Map(
    dataLines(`src/conversations/${file}`).map((line) => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon), line.slice(colon + 2).split(' / ')];
    }),
  );
}

const words = lists('words.txt');
const phrases = lists('phrases.txt');
const GREETINGS = ['朝', '疲'];

// Clerks say 40分 and 1,350円, not 37分 and 1,338円.
function rounded(value: string, step: number): string {
  const number = Number(value.replaceAll(',', ''));
  return number > 2 * step ? (Math.round(number / step) * step).toLocaleString('en-US') : value;
}

/** Fills the slots of one conversation; what was filled once stays the same to its end. */
export class Slots {
  /** Set when something in the script cannot be said on this day at this hour. */
  impossible = false;
  readonly #bound = new Map<string, string>();
  readonly #scene: Scene;
  readonly #rng: Random;
  readonly #count: SentenceCount;

  constructor(scene: Scene, rng: Random, count: SentenceCount) {
    this.#scene = scene;
    this.#rng = rng;
    this.#count = count;
  }

  fill(text: string, voice: Voice): string {
    const chosen = text.replaceAll(/《([^《》]*)》/g, (_, choices: string) =>
      this.#rng.pick(choices.split('／')),
    );
    const rooms = this.#scene.channel.kind !== 'direct';
    return chosen
      .replaceAll(/\{([A-GKJ])\}さん/g, (name, role: string) =>
        rooms && this.#rng.chance(0.6) ? `@${role} さん` : name,
      )
      .replaceAll(/\{([^{}]+)\}(分|円)?/g, (_, name: string, unit = '', at: number) => {
        const value = this.#slot(name, voice, chosen.slice(0, at).includes('{日'));
        return (unit ? rounded(value, unit === '円' ? 50 : 5) : value) + unit;
      })
      .replaceAll(/@(係|全員|[A-GKJ]|\[[^\]]+\])/g, (_, name: string) => this.#address(name));
  }

  #address(name: string): string {
    const { channel, sectionPaths, script } = this.#scene;
    if (name === '全員') return '<@all>';
    if (name === '係') return channel.sectionPath ? `<@&${channel.sectionPath}>` : '<@all>';
    if (!name.startsWith('[')) return `<@${this.#role(name).staffNo}>`;
    const path = sectionPaths.find((p) => p.endsWith(name.slice(1, -1)));
    if (!path) throw new Error(`${script.id}: no section ${name}`);
    return `<@&${path}>`;
  }

  #role(name: string): Clerk {
    const clerk = this.#scene.cast.get(name);
    if (!clerk) throw new Error(`${this.#scene.script.id}: no role ${name}`);
    return clerk;
  }

  #slot(name: string, voice: Voice, otherDay: boolean): string {
    const said = this.#bound.get(name) ?? this.#person(name, voice) ?? this.#number(name);
    if (said !== undefined) return said;
    const pool = phrases.get(name);
    if (pool) return this.#phrase(name, pool, voice);
    const { script, day } = this.#scene;
    const base = name.replace(/\d$/, '');
    const list = script.lists.get(base) ?? words.get(base);
    const value = list ? this.#choice(base, list, voice, otherDay) : dayWord(name, day);
    if (value === undefined) throw new Error(`${script.id}: no slot {${name}}`);
    this.#bound.set(name, value);
    return value;
  }

  #person(name: string, { author, previous }: Voice): string | undefined {
    const { cast, channel } = this.#scene;
    const departments = author.section.split('/');
    if (name === '先') return previous?.family ?? '皆';
    if (name === '自') return author.family;
    if (name === '内線') return author.extension;
    if (name === '自課') return departments[1] ?? departments[0];
    if (name === '係') return channel.sectionPath?.split('/').at(-1) ?? channel.name;
    return cast.get(name)?.family;
  }

  #number(name: string): string | undefined {
    const range = /^(?:(.+)[=:])?(\d+)-(\d+)$/.exec(name);
    if (!range) return undefined;
    const value = this.#rng.int(Number(range[2]), Number(range[3])).toLocaleString('en-US');
    if (range[1]) this.#bound.set(range[1], value);
    return value;
  }

  // {町2} is another place than {町}; {時2} is later than {時}, and {時} alone is still to come today.
  #choice(base: string, list: readonly string[], voice: Voice, otherDay: boolean): string {
    const taken = [...this.#bound].filter(([name]) => name.replace(/\d$/, '') === base).map(([, v]) => v);
    if (base !== '時') {
      const free = list.filter((value) => !taken.includes(value));
      return this.fill(this.#rng.pick(free.length > 0 ? free : list), voice);
    }
    const after = Math.max(
      otherDay ? 0 : this.#scene.minute + 20,
      ...taken.map((time) => minutesOf(time) + 1),
    );
    const free = list.filter((time) => minutesOf(time) >= after);
    if (free.length === 0) this.impossible = true;
    return this.#rng.pick(free.length > 0 ? free : list);
  }

  // The least said of a few keeps short answers from being heard too often.
  #phrase(name: string, pool: readonly string[], voice: Voice): string {
    let best = '';
    let least = Infinity;
    for (let i = 0; i < 4 && least > 0; i++) {
      const text = this.fill(this.#rng.pick(pool), voice);
      const count = this.#count.most(text);
      if (count < least) [best, least] = [text, count];
    }
    return GREETINGS.includes(name) && least >= this.#count.limit ? '' : best;
  }
}
