import type { Meter } from '@engawa/contract/meter';
import { csvText } from '@engawa/text/csv';

const headings = ['月', '課・係', '通話', '都合をきく', '電話メモ', 'チャットの返事', '合計'];

/** A line a section and month. Excel takes UTF-8 for what it is only with the mark in front. */
export function meterCsv({ months, rows }: Meter): string {
  const lines = rows.flatMap(({ name, counts }) =>
    counts.map(({ calls, asks, memos, messages }, at) => [
      months[at] ?? '',
      name,
      ...[calls, asks, memos, messages, calls + asks + memos + messages].map(String),
    ]),
  );
  return '\ufeff' + csvText([headings, ...lines]);
}
