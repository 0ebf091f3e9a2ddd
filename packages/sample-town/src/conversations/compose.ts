import type { TownChannel } from '../channels.ts';
import type { Random } from '../random.ts';
import type { Clerk } from '../roster.ts';
import type { Script, Turn } from './script.ts';
import type { SentenceCount } from './sentences.ts';
import { Slots, type Scene } from './slots.ts';

/** One thing said, with its author, before it has a time. */
export interface Line {
  script: Script;
  turn: Turn;
  author: Clerk;
  body: string;
  /** The place in the conversation of the message that this one quotes. */
  quotes: number | undefined;
  edited: boolean;
  /** Who answered with a stamp instead of words. */
  answers: { word: string; clerk: Clerk }[];
}

const STAMP_FOR: Record<string, string> = { '{了解}': '了解', '{礼}': 'ありがとう' };

const RUNS_ON =
  /^(わかりました|了解です|承知しました|大丈夫です|そうですね|いいですね|見ました|見つけました|直しました|ありました|そろいました|出ました|よかったです)。(?=[^\n])/;
const MAY_GO =
  /^(はい|お願いします|ありがとうございます|助かります|すみません|お疲れさまです|終わりました)。(?=[^\n])/;

// An opening that was heard too often runs on into the sentence after it, or is left out.
function smooth(body: string, count: SentenceCount): string {
  return body
    .trim()
    .replaceAll(/。 +(?=[^\s^])/g, '。')
    .replace(RUNS_ON, (whole, opening: string) => (count.of(whole) < count.limit ? whole : `${opening}、`))
    .replace(MAY_GO, (whole) => (count.of(whole) < count.limit ? whole : ''));
}

// In a room with many people clerks put the name of the one they mean in front.
function addressed(body: string, to: Clerk | undefined, opens: boolean, chance: boolean): string {
  if (!to || body.includes('<@')) return body;
  const token = `<@${to.staffNo}> さん、`;
  if (body.startsWith(`${to.family}さん、`)) {
    return chance ? token + body.slice(to.family.length + 3) : body;
  }
  const asks =
    opens && /か。$|ください。$/.test(body) && !/^(おはよう|お疲れ|皆さん|朝|お忙|すみません)/.test(body);
  return asks && chance ? token + body : body;
}

// What concerns more than two is addressed to the section, or to everyone in a project.
function announced(body: string, channel: TownChannel, rng: Random): string {
  if (body.includes('<@') || body.includes('\n') || !rng.chance(0.2)) return body;
  return channel.sectionPath ? `${body} <@&${channel.sectionPath}>` : `<@all> ${body}`;
}

// After a longer while people quote what they answer.
function quoted(turn: Turn, lines: readonly Line[], rng: Random): number | undefined {
  if (turn.quotes !== undefined) {
    const place = lines.findIndex((line) => line.script.turns.indexOf(line.turn) === turn.quotes);
    return place < 0 ? undefined : place;
  }
  const late = turn.gap === 'next day' || (turn.gap ?? 0) >= 20;
  if (lines.length === 0 || !rng.chance(late ? 0.4 : 0.015)) return undefined;
  return late ? 0 : lines.length - 1;
}

/** Composes a conversation from a script; undefined when a sentence would be said too often. */
export function compose(scene: Scene, rng: Random, count: SentenceCount): Line[] | undefined {
  const slots = new Slots(scene, rng, count);
  const { script, cast, channel } = scene;
  const answers = script.turns.find((turn) => turn.role !== script.turns[0]?.role)?.role ?? '';
  const lines: Line[] = [];
  for (const turn of script.turns) {
    if (turn.optional && rng.chance(0.45)) continue;
    const author = cast.get(turn.role);
    if (!author) throw new Error(`${script.id}: no role ${turn.role}`);
    const stamp = STAMP_FOR[turn.text];
    const last = lines.at(-1);
    if (stamp && last && last.author !== author && lines.length >= 3 && rng.chance(0.4)) {
      last.answers.push({ word: stamp, clerk: author });
      continue;
    }
    const previous = lines.findLast((line) => line.author !== author)?.author;
    const opens = lines.length === 0;
    const text = smooth(slots.fill(turn.text, { author, previous }), count);
    const alone = channel.kind === 'direct' || channel.kind === 'announcement';
    const to = opens ? cast.get(answers) : previous;
    const many = opens && script.roles.length > 2;
    const body = alone
      ? text
      : many
        ? announced(text, channel, rng)
        : addressed(text, to, opens, rng.chance(0.6) || scene.prominent.includes(to?.staffNo ?? ''));
    const edited = turn.edited || (body.length > 28 && rng.chance(0.012));
    lines.push({ script, turn, author, body, quotes: quoted(turn, lines, rng), edited, answers: [] });
  }
  const bodies = lines.map((line) => line.body);
  return !slots.impossible && !bodies.includes('') && count.fits(bodies) ? lines : undefined;
}
