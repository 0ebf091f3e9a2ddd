import { addDays, dayText, fiscalYear, isOpen, openDay, weekday, type Day } from '../calendar.ts';
import type { TownChannel } from '../channels.ts';
import type { Random } from '../random.ts';
import type { Clerk } from '../roster.ts';
import { dataLines } from '../text-file.ts';
import type { Script, Turn } from './script.ts';
import type { SentenceCount } from './sentences.ts';

/** One thing said, with its author, before it has a time. */
export interface Line {
  script: Script;
  turn: Turn;
  author: Clerk;
  body: string;
}

/** What a conversation is composed from. */
export interface Scene {
  script: Script;
  channel: TownChannel;
  cast: Map<string, Clerk>;
  day: Day;
  sectionPaths: readonly string[];
}

function lists(file: string): Map<string, string[]> {
  return new Map(
    dataLines(`src/conversations/${file}`).map((line) => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon), line.slice(colon + 2).split(' / ')];
    }),
  );
}

let words: Map<string, string[]> | undefined;
let phrases: Map<string, string[]> | undefined;

function nextDayWord(day: Day): string {
  const next = openDay(day, 1);
  if (next === addDays(day, 1)) return '明日';
  return isOpen(addDays(day, 3)) && weekday(day) === 5 ? '月曜' : `${'日月火水木金土'[weekday(next)]}曜`;
}

function timeSlot(name: string, day: Day): string | undefined {
  const [, kind = '', number = '1'] = /^(日|前|月日)(-?\d*)$/.exec(name) ?? [];
  if (kind === '日') return dayText(openDay(day, Number(number || '1')));
  if (kind === '前') return dayText(openDay(day, -Number(number || '1')));
  const month = Number(day.slice(5, 7));
  if (name === '今日') return dayText(day);
  if (name === '翌日') return nextDayWord(day);
  if (name === '月') return `${month}月`;
  if (name === '来月') return `${(month % 12) + 1}月`;
  if (name === '先月') return `${((month + 10) % 12) + 1}月`;
  if (name === '年度') return `令和${fiscalYear(day)}年度`;
  if (name === '来年度') return `令和${fiscalYear(day) + 1}年度`;
  if (name === '昨年度') return `令和${fiscalYear(day) - 1}年度`;
  if (name === 'R') return `R${fiscalYear(day)}`;
  if (name === 'R次') return `R${fiscalYear(day) + 1}`;
  return undefined;
}

class Filler {
  readonly #bound = new Map<string, string>();
  readonly #scene: Scene;
  readonly #rng: Random;
  readonly #count: SentenceCount;

  constructor(scene: Scene, rng: Random, count: SentenceCount) {
    this.#scene = scene;
    this.#rng = rng;
    this.#count = count;
  }

  fill(text: string, author: Clerk, previous: Clerk | undefined): string {
    const one = text.replaceAll(/《([^《》]*)》/g, (_, choices: string) =>
      this.#rng.pick(choices.split('／')),
    );
    return one
      .replaceAll(/\{([^{}]+)\}/g, (_, name: string) => this.#slot(name, author, previous))
      .replaceAll(/@(係|全員|[A-GKJ]|\[[^\]]+\])/g, (_, name: string) => this.#address(name));
  }

  #address(name: string): string {
    const { channel, cast, sectionPaths } = this.#scene;
    if (name === '全員') return '<@all>';
    if (name === '係') return channel.sectionPath ? `<@&${channel.sectionPath}>` : '<@all>';
    if (name.startsWith('[')) {
      const path = sectionPaths.find((p) => p.endsWith(name.slice(1, -1)));
      if (!path) throw new Error(`${this.#scene.script.id}: no section ${name}`);
      return `<@&${path}>`;
    }
    return `<@${this.#role(cast, name).staffNo}>`;
  }

  #role(cast: Map<string, Clerk>, name: string): Clerk {
    const clerk = cast.get(name);
    if (!clerk) throw new Error(`${this.#scene.script.id}: no role ${name}`);
    return clerk;
  }

  #slot(name: string, author: Clerk, previous: Clerk | undefined): string {
    const { cast, channel, day, script } = this.#scene;
    if (cast.has(name)) return this.#role(cast, name).family;
    if (name === '先') return previous?.family ?? '皆';
    if (name === '自') return author.family;
    if (name === '内線') return author.extension;
    if (name === '自課') return author.section.split('/').at(author.section.includes('/') ? 1 : 0) ?? '';
    if (name === '係') return channel.sectionPath?.split('/').at(-1) ?? channel.name;
    const range = /^(?:(.+)[=:])?(\d+)-(\d+)$/.exec(name);
    const known = this.#bound.get(range?.[1] ?? name);
    if (known !== undefined && !range) return known;
    if (range) {
      const value = this.#rng.int(Number(range[2]), Number(range[3])).toLocaleString('en-US');
      if (range[1]) this.#bound.set(range[1], value);
      return value;
    }
    phrases ??= lists('phrases.txt');
    const pool = phrases.get(name);
    if (pool) return this.#phrase(pool, author, previous);
    words ??= lists('words.txt');
    const base = name.replace(/\d$/, '');
    const list = script.lists.get(base) ?? words.get(base);
    const value = list ? this.fill(this.#rng.pick(list), author, previous) : timeSlot(name, day);
    if (value === undefined) throw new Error(`${script.id}: no slot {${name}}`);
    this.#bound.set(name, value);
    return value;
  }

  // The least said of a few keeps short answers from being heard too often.
  #phrase(pool: readonly string[], author: Clerk, previous: Clerk | undefined): string {
    const tries = Array.from({ length: 4 }, () => this.fill(this.#rng.pick(pool), author, previous));
    return tries.reduce((a, b) => (this.#count.most(b) < this.#count.most(a) ? b : a));
  }
}

/** Composes a conversation from a script; undefined when a sentence would be said too often. */
export function compose(scene: Scene, rng: Random, count: SentenceCount): Line[] | undefined {
  const filler = new Filler(scene, rng, count);
  const lines: Line[] = [];
  for (const turn of scene.script.turns) {
    if (turn.optional && rng.chance(0.45)) continue;
    const author = scene.cast.get(turn.role);
    if (!author) throw new Error(`${scene.script.id}: no role ${turn.role}`);
    const previous = lines.findLast((line) => line.author !== author)?.author;
    lines.push({ script: scene.script, turn, author, body: filler.fill(turn.text, author, previous) });
  }
  return count.fits(lines.map((line) => line.body)) ? lines : undefined;
}
