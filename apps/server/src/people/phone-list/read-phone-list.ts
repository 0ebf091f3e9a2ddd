import type { Finding, PhoneListReading } from '@engawa/contract/phone-list';
import { checkPeople } from './check.ts';
import { guessReading } from './columns.ts';
import { decode, type FileEncoding } from './decode.ts';
import { readCsv, type CsvRow, type Delimiter } from './read-csv.ts';
import { readRows, type ListedPerson } from './rows.ts';
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
}

/** Reads a file of a city; `reading` overrides the guess, `existing` are the sections the hall has. */
export function readPhoneList(
  bytes: Uint8Array,
  reading?: PhoneListReading,
  existing: readonly SectionPath[] = [],
): PhoneList {
  const { text, encoding } = decode(bytes);
  const { rows, delimiter } = readCsv(text);
  const guessed = reading ?? guessReading(rows);
  const { people, findings: ofCells } = readRows(rows, guessed);
  const { sections, findings: ofSections } = sectionsOf(people, existing);
  const findings = [...ofCells, ...ofSections, ...checkPeople(people)];
  return {
    encoding,
    delimiter,
    reading: guessed,
    headings: rows.find(({ line }) => line === guessed.headingLine)?.cells ?? [],
    rows,
    people,
    sections,
    findings: findings.toSorted((a, b) => a.line - b.line || Number(b.blocks) - Number(a.blocks)),
  };
}
