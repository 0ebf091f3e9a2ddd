import { parse } from 'csv-parse/sync';

/** One row of the file with the line on which it begins, as a person counts lines in Excel. */
export interface CsvRow {
  line: number;
  cells: string[];
}

export interface Csv {
  delimiter: Delimiter;
  rows: CsvRow[];
}

export type Delimiter = ',' | ';' | '\t';

const DELIMITERS: readonly Delimiter[] = [',', '\t', ';'];

/** Reads rows as Excel writes them: quotes, line breaks inside cells, ragged rows, ="0123". */
export function readCsv(text: string, delimiter: Delimiter = guessDelimiter(text)): Csv {
  const records: unknown = parse(text.replace(/^\ufeff/, ''), {
    delimiter,
    bom: true,
    info: true,
    // A name such as 山田"太郎" or a stray quote must not stop a list of 10,000.
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: false,
  });
  const rows = Array.isArray(records) ? records.flatMap(rowOf) : [];
  return { delimiter, rows: rows.filter(({ cells }) => cells.some((cell) => cell !== '')) };
}

function rowOf(parsed: unknown): CsvRow[] {
  if (!isParsedRow(parsed)) return [];
  const cells = parsed.record.map(plainCell);
  const breaks = parsed.record.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
  return [{ line: parsed.info.lines - breaks, cells }];
}

function isParsedRow(value: unknown): value is { record: string[]; info: { lines: number } } {
  return typeof value === 'object' && value !== null && 'record' in value && Array.isArray(value.record);
}

// ="0123" and a leading apostrophe are how Excel is made to keep zeros.
function plainCell(cell: string): string {
  const kept = /^="(.*)"$/s.exec(cell.trim());
  return (kept?.[1] ?? cell).replace(/^'(?=[0-9=+@-])/, '').replace(/^[\s\u3000]+|[\s\u3000]+$/g, '');
}

function guessDelimiter(text: string): Delimiter {
  const head = text.slice(0, 20_000).replace(/"(?:[^"]|"")*"/g, '');
  const lines = head
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 30);
  const seen = (delimiter: Delimiter) =>
    lines.reduce((sum, line) => sum + line.split(delimiter).length - 1, 0);
  return DELIMITERS.toSorted((a, b) => seen(b) - seen(a))[0] ?? ',';
}
