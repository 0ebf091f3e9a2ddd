import { addDays, weekday, type Day } from '@engawa/text/holidays';
import { isOpen, openDay } from '../calendar.ts';
import type { TownChannel } from '../channels.ts';
import { random, type Random } from '../random.ts';
import type { Clerk } from '../roster.ts';
import { sections } from '../sections.ts';
import { Casting } from './casting.ts';
import { CLOSES, gapSeconds, OPENS, startMinute } from './clock.ts';
import { compose, type Line } from './compose.ts';
import { allScripts, type Script } from './script.ts';
import { SentenceCount } from './sentences.ts';

/** A thing said, at second `at` of day `day`. */
export interface Said extends Line {
  channel: TownChannel;
  conversation: number;
  /** The place of the message in its conversation. */
  place: number;
  day: Day;
  second: number;
}

const SPAN_DAYS = 172;
const MOST_OFTEN = 28;
const MORNING_ENDS = 9 * 60 + 30;

interface Plan {
  number: number;
  day: Day;
  until: number;
  quota: number;
}

// Monday and the day after a holiday are busy; the anchor day has its first hour only.
function plans(anchor: Day, total: number, rng: Random): Plan[] {
  const days: Day[] = [];
  for (let day = addDays(anchor, -SPAN_DAYS); day <= anchor; day = addDays(day, 1))
    if (isOpen(day)) days.push(day);
  const weights = days.map((day) => {
    const rested = !isOpen(addDays(day, -1));
    const usual = (rested ? 1.25 : weekday(day) === 5 ? 1.05 : 1) * (0.82 + 0.36 * rng.next());
    return day === anchor ? 0.2 : usual;
  });
  const sum = weights.reduce((a, b) => a + b, 0);
  let given = 0;
  let asked = 0;
  return days.map((day, i) => {
    asked += ((weights[i] ?? 0) / sum) * total;
    const quota = i === days.length - 1 ? total - given : Math.round(asked) - given;
    given += quota;
    return { number: i, day, until: day === anchor ? MORNING_ENDS : CLOSES, quota };
  });
}

class Generator {
  readonly #rng: Random;
  readonly #casting: Casting;
  readonly #count = new SentenceCount();
  readonly #scripts = allScripts();
  readonly #uses = new Map<Script, number>();
  readonly #lastUse = new Map<string, number>();
  readonly #busy = new Map<string, { from: number; to: number }[]>();
  readonly #sectionPaths = sections().map((section) => section.path);
  readonly #lastDay: Day;
  readonly #lastUntil: number;
  readonly #growth: number;
  readonly said: Said[] = [];
  #rest = 12;
  #conversations = 0;

  constructor(rng: Random, casting: Casting, last: Plan) {
    this.#rng = rng;
    this.#casting = casting;
    this.#lastDay = last.day;
    this.#lastUntil = last.until;
    this.#growth = MOST_OFTEN / (last.number + 1);
  }

  /** Lets people talk on a day until `missing` is zero; when `exact`, not one message more. */
  talk(plan: Plan, exact: boolean, missing: () => number): void {
    const month = Number(plan.day.slice(5, 7));
    this.#count.limit = Math.max(this.#count.limit, Math.ceil((plan.number + 1) * this.#growth));
    const open = this.#scripts.filter(
      (script) =>
        (!script.months || script.months.includes(month)) &&
        (!script.weekday || script.weekday === '日月火水木金土'[weekday(plan.day)]) &&
        (plan.until === CLOSES || script.time !== '夕'),
    );
    for (let tries = 0; missing() > 0 && tries < 700; tries++) {
      this.#rest = tries < 350 ? 12 : 4;
      this.#converse(plan, open, exact ? missing() : Infinity);
    }
  }

  #converse(plan: Plan, open: readonly Script[], room: number): void {
    const few = Array.from({ length: 7 }, () => this.#rng.pick(open));
    const uses = (script: Script) => this.#uses.get(script) ?? 0;
    const script = few.reduce((a, b) => (uses(b) < uses(a) ? b : a));
    if (plan.number - (this.#lastUse.get(script.id) ?? -1000) < (script.every ?? 0)) return;
    const stage = this.#casting.stage(script);
    if (!stage || !this.#rested(script, stage.channel, plan)) {
      this.#uses.set(script, uses(script) + 0.05);
      return;
    }
    const minute = startMinute(script.time, plan.until, this.#rng);
    const scene = {
      script,
      ...stage,
      day: plan.day,
      minute,
      sectionPaths: this.#sectionPaths,
      prominent: this.#casting.first,
    };
    const lines = compose(scene, this.#rng, this.#count);
    if (!lines || lines.length < 3) {
      this.#uses.set(script, uses(script) + 0.2);
      return;
    }
    const left = room - lines.length;
    if (left < 0 || (left > 0 && left < 3)) return;
    const timed = this.#time(plan, minute, stage.channel, lines);
    if (!timed) return;
    this.said.push(...timed);
    this.#conversations++;
    this.#uses.set(script, uses(script) + 1);
    this.#lastUse.set(script.id, plan.number).set(`${script.id} ${stage.channel.key}`, plan.number);
    this.#count.add(lines.map((line) => line.body));
    this.#casting.said(stage.channel, lines.length);
  }

  // A topic comes back to a channel after some days only.
  #rested(script: Script, channel: TownChannel, plan: Plan): boolean {
    return plan.number - (this.#lastUse.get(`${script.id} ${channel.key}`) ?? -1000) > this.#rest;
  }

  #time(plan: Plan, minute: number, channel: TownChannel, lines: readonly Line[]): Said[] | undefined {
    let { day } = plan;
    let second = minute * 60 + this.#rng.int(0, 59);
    const timed: Said[] = [];
    for (const [i, line] of lines.entries()) {
      const { gap } = line.turn;
      if (i > 0 && gap === 'next day') {
        day = openDay(day, 1);
        second = this.#rng.int(OPENS * 60, 570 * 60);
      } else if (i > 0 && gap !== 'next day') {
        second += gapSeconds(gap, this.#rng);
        if (second > 12 * 3600 && second < 13 * 3600 && this.#rng.chance(0.7)) second += 3600;
      }
      const ends = day === this.#lastDay ? this.#lastUntil : CLOSES;
      if (second >= ends * 60 || day > this.#lastDay) return undefined;
      timed.push({ ...line, channel, conversation: this.#conversations, place: i, day, second });
    }
    return this.#book(channel, timed) ? timed : undefined;
  }

  // Two conversations never run through each other in one channel.
  #book(channel: TownChannel, timed: readonly Said[]): boolean {
    const spans = Map.groupBy(timed, (said) => `${channel.key} ${said.day}`);
    const wanted = [...spans].map(([key, said]) => ({
      key,
      from: (said[0]?.second ?? 0) - 300,
      to: (said.at(-1)?.second ?? 0) + 300,
    }));
    const free = wanted.every(({ key, from, to }) =>
      (this.#busy.get(key) ?? []).every((span) => to < span.from || from > span.to),
    );
    if (free)
      for (const { key, from, to } of wanted)
        this.#busy.set(key, [...(this.#busy.get(key) ?? []), { from, to }]);
    return free;
  }
}

/** Says so many messages in the months before the morning of the anchor day, in the order of time. */
export function converse(
  anchor: Day,
  total: number,
  clerks: readonly Clerk[],
  rooms: readonly TownChannel[],
  first: readonly string[],
): { said: Said[]; channels: TownChannel[] } {
  const rng = random(`縁野市 ${anchor}`);
  const casting = new Casting(clerks, rooms, first, rng);
  const list = plans(anchor, total, rng);
  const last = list.at(-1);
  if (!last) throw new Error('no open day before the anchor day');
  const generator = new Generator(rng, casting, last);
  let goal = 0;
  for (const plan of list) {
    goal += plan.quota;
    generator.talk(plan, plan === last, () => goal - generator.said.length);
  }
  for (const plan of list.toReversed()) generator.talk(plan, true, () => goal - generator.said.length);
  const order = generator.said.map((said, i) => ({ said, i }));
  order.sort((a, b) => a.said.day.localeCompare(b.said.day) || a.said.second - b.said.second || a.i - b.i);
  return { said: order.map(({ said }) => said), channels: casting.channels };
}
