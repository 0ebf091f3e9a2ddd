import type { Finding, PhoneListReading } from '@engawa/contract/phone-list';
import { checkPeople } from './check.ts';
import { guessReading } from './columns.ts';
import { SECTION_COLUMNS } from './difference.ts';
import { decode, type FileEncoding } from './decode.ts';
import { readCsv, type CsvRow, type Delimiter } from './read-csv.ts';
import { readRows, type ByHand, type ListedPerson } from './rows.ts';
import type { SectionPath } from './section-path.ts';
import { sectionsOf, type ListedSection } from './sections.ts';

/** Everything a phone list says, before anything is written. */
export interface PhoneList {
  encoding: FileEncoding;
  delimiter: Delimiter;
  reading: PhoneListReading;
  headings: string[];
  rows: CsvRow[];
  people: ListedPerson[];
  sections: ListedSection[];
  findings: Finding[];
  /** Staff numbers of the rows that stay out. */
  outside: string[];
}

/** What the hall knows and what a person decided about the file. */
export type Given = Partial<ByHand> & {
  /** Overrides the guess. */
  reading?: PhoneListReading | undefined;
  /** The sections that the hall has. */
  existing?: readonly SectionPath[];
};

/** Reads a file of a city; undefined where it is no table at all. */
export function readPhoneList(bytes: Uint8Array, given: Given = {}): PhoneList | undefined {
  const { text, encoding } = decode(bytes);
  const csv = readCsv(text);
  if (!csv) return undefined;
  const { rows, delimiter } = csv;
  const { corrections = [], leaveOut = [], existing = [] } = given;
  const guessed = given.reading ?? guessReading(rows);
  const { people, outside, findings: ofCells } = readRows(rows, guessed, { corrections, leaveOut });
  const placed = corrections.filter(({ column }) => SECTION_COLUMNS.has(column)).map(({ line }) => line);
  const { sections, findings: ofSections } = sectionsOf(people, existing, new Set(placed));
  const unknown = new Set(ofCells.filter(({ code }) => code === 'unknown_superior').map(({ line }) => line));
  const findings = [
    ...ofCells,
    ...ofSections.filter(({ code, line }) => code !== 'unknown_superior' || !unknown.has(line)),
    ...checkPeople(people),
  ];
  return {
    encoding,
    delimiter,
    reading: guessed,
    headings: rows.find(({ line }) => line === guessed.headingLine)?.cells ?? [],
    rows,
    people,
    sections,
    outside,
    findings: findings.toSorted((a, b) => a.line - b.line || Number(b.blocks) - Number(a.blocks)),
  };
}
