import type { Finding } from '@engawa/contract/phone-list';
import type { PhoneList } from './read-phone-list.ts';
import { writeCsv, type OutEncoding } from './write-csv.ts';

/** The sentence for a finding, in the language of the person who asks for the file. */
export type Say = (finding: Finding) => string;

/** The rows to look at as they stood in the file, with the line and what is to be looked at before them. */
export function doubtfulCsv(
  list: PhoneList,
  headings: readonly [string, string],
  say: Say,
  encoding: OutEncoding,
): Uint8Array {
  const byLine = Map.groupBy(list.findings, ({ line }) => line);
  const rows = list.rows
    .filter(({ line }) => byLine.has(line))
    .map(({ line, cells }) => [String(line), (byLine.get(line) ?? []).map(say).join('／'), ...cells]);
  return writeCsv([[...headings, ...list.headings], ...rows], encoding);
}
