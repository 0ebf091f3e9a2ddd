import { readdirSync } from 'node:fs';
import { dataLines } from '../text-file.ts';

/** One thing said in a script. */
export interface Turn {
  role: string;
  text: string;
  quotes: number | undefined;
  edited: boolean;
  gap: number | 'next day' | undefined;
  optional: boolean;
  stamps: { word: string; count: number }[];
}

/** A conversation with slots, written by hand in a topic file. */
export interface Script {
  id: string;
  where: { kind: 'channel' | 'direct' | 'group'; names: string[] };
  by: string | undefined;
  months: number[] | undefined;
  time: '朝' | '夕' | undefined;
  weekday: string | undefined;
  /** Open days that must pass before the script is played again anywhere. */
  every: number | undefined;
  lists: Map<string, string[]>;
  turns: Turn[];
  /** Everyone who speaks or is spoken of: heads and juniors first, since few can play them. */
  roles: string[];
}

const TURN = /^([A-GKJ])(?:>(\d+))?(\*)?(?: \+(\d+|d))?(\?)?: (.*)$/;
const STAMP = / \^(了解|ありがとう|助かります|確認します)(\d*)$/;

function takeStamps(turn: Turn): void {
  for (let match = STAMP.exec(turn.text); match; match = STAMP.exec(turn.text)) {
    turn.stamps.unshift({ word: match[1] ?? '', count: Number(match[2] || '1') });
    turn.text = turn.text.slice(0, match.index);
  }
}

function months(text: string): number[] {
  return text.split(',').flatMap((part) => {
    const [from = 1, to = from] = part.split('-').map(Number);
    return Array.from({ length: ((to - from + 12) % 12) + 1 }, (_, i) => ((from - 1 + i) % 12) + 1);
  });
}

function header(script: Script, key: string, value: string): void {
  const names = value.split(/\s*[ >]\s*/);
  if (key === 'in') script.where = { kind: 'channel', names };
  else if (key === 'dm') script.where = { kind: 'direct', names };
  else if (key === 'group') script.where = { kind: 'group', names };
  else if (key === 'by') script.by = value;
  else if (key === 'months') script.months = months(value);
  else if (key === 'at' && (value === '朝' || value === '夕')) script.time = value;
  else if (key === 'weekday') script.weekday = value;
  else if (key === 'every') script.every = Number(value);
  else throw new Error(`${script.id}: unknown heading ${key}`);
}

function parseLine(script: Script, line: string): void {
  const turn = TURN.exec(line);
  if (turn) {
    const [, role = '', quotes, star, gap, optional, text = ''] = turn;
    script.turns.push({
      role,
      text,
      quotes: quotes ? Number(quotes) - 1 : undefined,
      edited: star !== undefined,
      gap: gap === 'd' ? 'next day' : gap ? Number(gap) : undefined,
      optional: optional !== undefined,
      stamps: [],
    });
    return;
  }
  const last = script.turns.at(-1);
  const list = /^list (\S+): (.*)$/.exec(line);
  const head = /^(\w+): (.*)$/.exec(line);
  if (line.startsWith('  ') && last) last.text += '\n' + line.slice(2);
  else if (list?.[1] && list[2]) script.lists.set(list[1], list[2].split(' / '));
  else if (head?.[1] && head[2] && !last) header(script, head[1], head[2]);
  else throw new Error(`${script.id}: cannot read ${line}`);
}

function rolesOf(script: Script): string[] {
  const named = script.turns.flatMap((turn) => [...turn.text.matchAll(/@([A-GKJ])|\{([A-GKJ])\}/g)]);
  const roles = [
    ...script.turns.map((turn) => turn.role),
    ...named.map((match) => match[1] ?? match[2] ?? ''),
  ];
  return [...new Set(roles)].sort((a, b) => 'KJABCDEFG'.indexOf(a) - 'KJABCDEFG'.indexOf(b));
}

function parse(file: string): Script[] {
  const scripts: Script[] = [];
  for (const line of dataLines(file, /^#(?!#)/)) {
    if (line.startsWith('## ')) {
      scripts.push({
        id: `${file.split('/').at(-1)?.replace('.txt', '')}: ${line.slice(3)}`,
        where: { kind: 'channel', names: ['*'] },
        by: undefined,
        months: undefined,
        time: undefined,
        weekday: undefined,
        every: undefined,
        lists: new Map(),
        turns: [],
        roles: [],
      });
      continue;
    }
    const script = scripts.at(-1);
    if (!script) throw new Error(`${file}: a line before the first ##`);
    parseLine(script, line);
  }
  for (const script of scripts) {
    script.turns.forEach(takeStamps);
    script.roles = rolesOf(script);
    const sure = script.turns.filter((turn) => !turn.optional).length;
    if (sure < 3 || script.turns.length > 20) throw new Error(`${script.id}: ${sure} turns`);
  }
  return scripts;
}

/** Reads every script of the topic files, in a fixed order. */
export function allScripts(): Script[] {
  const folder = 'src/conversations/topics';
  return readdirSync(new URL('./topics/', import.meta.url))
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .flatMap((name) => parse(`${folder}/${name}`));
}
