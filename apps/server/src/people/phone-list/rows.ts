import type { ColumnKind, Correction, Finding, PhoneListReading } from '@engawa/contract/phone-list';
import { withoutUnseen } from '@engawa/contract/unseen';
import { foldTight } from '@engawa/text/fold';
import { toHiragana } from '@engawa/text/kana';
import { readDay } from '@engawa/text/wareki';
import { isHeadTitle, pathKey, splitPost, splitSection, type SectionPath } from './section-path.ts';
import type { CsvRow } from './read-csv.ts';

/** A post as the list tells it. */
export interface ListedPost {
  section: SectionPath;
  title: string;
  isHead: boolean;
  isMain: boolean;
  from?: string | undefined;
  /** The first day on which it is no longer held; lists write the last day on which it is. */
  until?: string | undefined;
}

/** One person of the list, brought to one form. */
export interface ListedPerson {
  line: number;
  name: string;
  kana: string;
  staffNo: string;
  loginName: string;
  posts: ListedPost[];
  extensions: string[];
  directLine: string;
  email: string;
  duties: string[];
}

export interface ReadRows {
  people: ListedPerson[];
  findings: Finding[];
  /** Staff numbers of the rows that stay out. */
  outside: string[];
}

/** What was put right by hand, and what stays out. */
export interface ByHand {
  corrections: readonly Correction[];
  leaveOut: readonly number[];
}

type Cells = (kind: ColumnKind) => string[];

/** Brings every row below the headings to one form; what was odd in a cell comes out as findings. */
export function readRows(
  rows: readonly CsvRow[],
  reading: PhoneListReading,
  byHand: ByHand = { corrections: [], leaveOut: [] },
): ReadRows {
  const corrections = Map.groupBy(byHand.corrections, ({ line }) => line);
  const leaveOut = new Set(byHand.leaveOut);
  const outside: string[] = [];
  const findings: Finding[] = [];
  const people: ListedPerson[] = [];
  const byStaffNo = new Map<string, ListedPerson>();
  let above: Levels = { department: '', division: '', unit: '' };
  const heading = rows.find(({ line }) => line === reading.headingLine)?.cells.join('\u0001');
  for (const { line, cells } of rows) {
    // Printed lists repeat their headings on each page.
    if (line <= reading.headingLine || cells.join('\u0001') === heading) continue;
    const of = cellsByKind(cells, reading.columns, corrections.get(line) ?? []);
    if (leaveOut.has(line)) {
      above = levelsOf(of, reading.sameAsAbove ? above : undefined);
      outside.push(codeIn(of('staffNo')[0] ?? ''));
      continue;
    }
    const find = (code: Finding['code'], column?: ColumnKind, about?: string) =>
      findings.push({ line, code, blocks: BLOCKING.has(code), column, about });
    noteOddCells(cells, reading, find);
    const levels = levelsOf(of, reading.sameAsAbove ? above : undefined);
    above = levels;
    const person = personOf(line, of, levels, find);
    if (isSectionLine(person, of)) continue;
    const main = byStaffNo.get(person.staffNo);
    if (main && isConcurrentRow(of) && foldTight(main.name) === foldTight(person.name)) {
      main.posts.push(...person.posts.map((post) => ({ ...post, isMain: false })));
      continue;
    }
    if (person.staffNo && !main) byStaffNo.set(person.staffNo, person);
    people.push(person);
  }
  return { people, findings, outside };
}

function cellsByKind(
  cells: readonly string[],
  columns: readonly ColumnKind[],
  corrections: readonly Correction[],
): Cells {
  const byKind = new Map<ColumnKind, string[]>();
  columns.forEach((kind, at) => {
    const cell = cells[at];
    if (cell && kind !== 'ignored') byKind.set(kind, [...(byKind.get(kind) ?? []), normal(cell)]);
  });
  for (const { column, value } of corrections) {
    // 総務部 総務課 typed where the 課 was asked for is a path.
    const kind = column === 'division' && splitSection(value).length > 1 ? 'section' : column;
    byKind.set(kind, value.trim() ? [normal(value)] : []);
  }
  return (kind) => byKind.get(kind) ?? NOTHING;
}

const NOTHING: string[] = [];

const BLOCKING: ReadonlySet<string> = new Set([
  'no_name',
  'staff_no_twice',
  'no_staff_no',
  'unknown_superior',
]);

type Find = (code: Finding['code'], column?: ColumnKind, about?: string) => void;

interface Levels {
  department: string;
  division: string;
  unit: string;
}

function personOf(line: number, of: Cells, levels: Levels, find: Find): ListedPerson {
  const kana = kanaOf(of, find);
  const section = sectionOf(of, levels, find);
  const numbers = of('extension').flatMap((cell) => extensionsIn(cell, find));
  return {
    line,
    name: spaced(of('name')[0] ?? [...of('familyName'), ...of('givenName')].join(' ')),
    kana,
    staffNo: codeIn(of('staffNo')[0] ?? ''),
    loginName: codeIn(of('loginName')[0] ?? '').toLowerCase(),
    posts: postsOf(of, section, find),
    extensions: [...new Set(numbers)],
    directLine: codeIn(of('directLine').join(' / ')),
    email: codeIn(of('email')[0] ?? ''),
    duties: [...new Set(of('duties').flatMap(dutiesIn))],
  };
}

function kanaOf(of: Cells, find: Find): string {
  const written = of('kana')[0] ?? [...of('familyKana'), ...of('givenKana')].join(' ');
  const kana = spaced(toHiragana(written.normalize('NFKC')));
  if (kana !== '' && !/^[\u3041-\u3096ー・\s]+$/u.test(kana)) find('odd_kana', 'kana', written);
  return kana;
}

// Empty cells under a merged one repeat it, but a new 課 does not inherit the 係 of the last.
function levelsOf(of: Cells, above: Levels | undefined): Levels {
  const [department = '', division = '', unit = ''] = [of('department')[0], of('division')[0], of('unit')[0]];
  if (!above || department) return { department, division, unit };
  if (division) return { department: above.department, division, unit };
  if (unit) return { ...above, unit };
  return above;
}

function sectionOf(of: Cells, { department, division, unit }: Levels, find: Find): SectionPath {
  const combined = of('section').flatMap(splitSection);
  // Whoever is asked what stands above a 係 types the 係 again.
  if (unit && pathKey(combined.slice(-1)) === pathKey([unit])) combined.pop();
  const above = [department, ...combined, division].filter(Boolean);
  if (unit && above.length === 0) find('unknown_superior', 'unit', unit);
  return [...above, unit].filter(Boolean).map(spaced);
}

function postsOf(of: Cells, section: SectionPath, find: Find): ListedPost[] {
  const days = {
    from: dayIn(of('from')[0], 'from', find),
    until: dayAfter(dayIn(of('until')[0], 'until', find)),
  };
  const cell = (of('post')[0] ?? '').replace(MARKED_POST, '');
  const [written = '', ...besides] = cell.split(/[（(]?兼務?[）)]?[\s\u3000]*/u);
  const title = spaced(written);
  const posts: ListedPost[] =
    section.length > 0 || title
      ? [{ section, title, isHead: isHeadTitle(title), isMain: true, ...days }]
      : [];
  const concurrent = isConcurrentMark(of('concurrent')) ? [] : of('concurrent').flatMap(concurrentIn);
  for (const text of [...besides.map((one) => one.replace(/[）)]$/u, '')), ...concurrent].filter(Boolean)) {
    const post = splitPost(text);
    posts.push({
      section: post.section.length > 0 ? post.section : section,
      title: post.title,
      isHead: isHeadTitle(post.title),
      isMain: posts.length === 0,
    });
  }
  return posts;
}

function concurrentIn(cell: string): string[] {
  return cell
    .split(/[\n、,，;；／]+/u)
    .map((one) => one.replace(/[（(]?\s*兼務?\s*[)）]?|^[・:：]/gu, ' ').trim())
    .filter(Boolean);
}

const MARKED_POST = /^[（(]兼務?[）)]|[（(]兼務?[）)]$/u;

function isConcurrentRow(of: Cells): boolean {
  return isConcurrentMark(of('concurrent')) || of('post').some((cell) => MARKED_POST.test(cell));
}

// ○, 兼 or 1 in the column says that the row itself is a second post of someone above.
function isConcurrentMark(cells: readonly string[]): boolean {
  return cells.some((cell) => /^(?:[○◯〇●◎✓レ1]|兼務?|有|あり|yes|y|true)$/iu.test(cell));
}

/** The duties in one cell: the strongest separator that stands in it cuts, so that 督促・催告 stays one. */
export function dutiesIn(cell: string): string[] {
  const separator = /[\n、，,／/;；]/u.test(cell) ? /[\n、，,／/;；]/u : /[・･]/u;
  return cell
    .split(separator)
    .map((part) => spaced(part.replace(/^[\s\u3000○●◎・･\-*]+|[。.]$/gu, '')))
    .filter((part) => part !== '' && !/^(?:等|など|ほか|他)$/u.test(part));
}

/** The extensions in one cell, ranges written out: 2134～2136. */
function extensionsIn(cell: string, find: Find): string[] {
  const plain = cell.normalize('NFKC').replace(/内線|(?:ext|tel)\.?:?|番/giu, ' ');
  return plain.split(/[、,/・;\s]+/u).flatMap((part) => {
    const bare = part.replace(/^[([]|[)\]]$/g, '');
    if (bare === '' || bare === '-') return [];
    const range = /^(\d{2,6})[~〜–](\d{1,6})$/u.exec(bare);
    if (range?.[1] && range[2]) return rangeOf(range[1], range[2]);
    if (!/^[*#]?\d[\d*#-]{1,11}$/.test(bare)) find('odd_extension', 'extension', bare);
    return [bare];
  });
}

function rangeOf(first: string, last: string): string[] {
  const end = Number(first.slice(0, Math.max(0, first.length - last.length)) + last);
  const count = end - Number(first) + 1;
  if (count < 1 || count > 20) return [`${first}-${last}`];
  return Array.from({ length: count }, (_, i) => String(Number(first) + i).padStart(first.length, '0'));
}

function dayIn(cell: string | undefined, column: 'from' | 'until', find: Find): string | undefined {
  if (!cell) return undefined;
  const day = readDay(cell);
  if (!day) find('odd_date', column, cell);
  return day;
}

function dayAfter(day: string | undefined): string | undefined {
  return day && new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

const WIDE_CODE = /[０-９Ａ-Ｚａ-ｚ]/u;
const HALF_KANA = /[\uff61-\uff9f]/;

function noteOddCells(cells: readonly string[], { columns }: PhoneListReading, find: Find): void {
  columns.forEach((kind, at) => {
    const cell = cells[at] ?? '';
    if (cell === '' || kind === 'ignored') return;
    const own = cell.match(/[\ue000-\uf8ff\u{f0000}-\u{10fffd}\ufffd]/gu);
    if (own) find('private_use', kind, own.join(''));
    const isCode = kind === 'extension' || kind === 'staffNo' || kind === 'directLine' || kind === 'email';
    const isReading = kind === 'kana' || kind === 'familyKana' || kind === 'givenKana';
    if (isCode ? WIDE_CODE.test(cell) : !isReading && HALF_KANA.test(cell)) find('odd_width', kind, cell);
  });
}

// 【総務部】 on a line of its own is a title between people, not a person without a name.
function isSectionLine(person: ListedPerson, of: Cells): boolean {
  if (person.name !== '') return false;
  const others: readonly ColumnKind[] = [
    'kana',
    'staffNo',
    'extension',
    'post',
    'email',
    'duties',
    'loginName',
  ];
  return others.every((kind) => of(kind).length === 0);
}

// Only kana are brought to one form. Normalising the whole cell would rewrite names: even NFC turns the 福
// and 塚 of a register (U+FA1B, U+FA10) into the everyday characters.
function normal(cell: string): string {
  return withoutUnseen(cell)
    .replace(/[\uff61-\uff9f]+/g, (kana) => kana.normalize('NFKC'))
    .replace(/[\u3041-\u30ff][\u3099\u309a]/g, (kana) => kana.normalize('NFC'))
    .replace(/\r\n?/g, '\n');
}

function spaced(text: string): string {
  return text.replace(/[\s\u3000]+/gu, ' ').trim();
}

function codeIn(text: string): string {
  return spaced(text.normalize('NFKC').replace(/[‐‑–—―−ー]/g, '-'));
}
