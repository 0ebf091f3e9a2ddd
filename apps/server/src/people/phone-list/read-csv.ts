import { CsvError, parse } from 'csv-parse/sync';

/** One row of the file with its number as Excel shows it. */
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

const MOST_ROWS = 50_000;
const MOST_CELLS = 200;
const LONGEST_ROW = 200_000;

/**
 * Reads rows as Excel writes them: quotes, line breaks inside cells, ragged rows, ="0123". Undefined for
 * what is no table that a hall could have.
 */
export function readCsv(text: string, given?: Delimiter): Csv | undefined {
  const plain = text.replace(/^\ufeff/, '');
  if (hasEndlessLine(plain)) return undefined;
  const delimiter = given ?? guessDelimiter(plain);
  // A quote that is never closed swallows the rest of the file: then quotes mean nothing in it.
  const records = parsed(plain, delimiter, '"') ?? parsed(plain, delimiter, false);
  if (!records || records.length > MOST_ROWS) return undefined;
  const rows = records.flatMap(rowOf);
  return { delimiter, rows: rows.filter(({ cells }) => cells.some((cell) => cell !== '')) };
}

function hasEndlessLine(text: string): boolean {
  let from = 0;
  for (const { index } of text.matchAll(/[\r\n]/g)) {
    if (index - from > LONGEST_ROW) return true;
    from = index + 1;
  }
  return text.length - from > LONGEST_ROW;
}

function parsed(text: string, delimiter: Delimiter, quote: '"' | false): unknown[] | undefined {
  try {
    const records: unknown = parse(text, {
      delimiter,
      quote,
      // A name such as 山田"太郎" must not stop a list of 10,000.
      relax_quotes: true,
      relax_column_count: true,
      max_record_size: LONGEST_ROW,
      to: MOST_ROWS + 1,
    });
    return Array.isArray(records) ? records : undefined;
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

// An empty line is a row in Excel too, and a line break inside a cell begins none.
function rowOf(record: unknown, at: number): CsvRow[] {
  if (!Array.isArray(record)) return [];
  const cells = record.slice(0, MOST_CELLS).map((cell) => plainCell(String(cell)));
  return [{ line: at + 1, cells }];
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
