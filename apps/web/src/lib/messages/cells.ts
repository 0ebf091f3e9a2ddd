/** Rows of cells as spreadsheets put them on the clipboard: tabs, quotes where a cell has line breaks. */
export function readCells(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const endCell = () => {
    rows.at(-1)?.push(cell);
    cell = '';
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (quoted) {
      if (letter === '"' && text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (letter === '"') quoted = false;
      else cell += letter;
    } else if (letter === '"' && cell === '' && closes(text, at)) quoted = true;
    else if (letter === '\t') endCell();
    else if (letter === '\n') {
      endCell();
      rows.push([]);
    } else if (letter !== '\r') cell += letter;
  }
  endCell();
  if (rows.at(-1)?.every((cell) => cell === '')) rows.pop();
  return rows;
}

/** A quote opens a cell only if another one ends it; otherwise somebody began a sentence with it. */
function closes(text: string, at: number): boolean {
  return /^"(?:[^"]|"")*"(?=[\t\r\n]|$)/.test(text.slice(at));
}

/** A Markdown table of pasted cells; undefined where what was pasted is no table. */
export function tableOf(plain: string, html: string): string | undefined {
  if (!plain.includes('\t')) return undefined;
  const rows = readCells(plain);
  const width = Math.max(...rows.map((row) => row.length));
  const isEven = rows.length > 1 && rows.every((row) => row.length === width);
  if (width < 2 || !(isEven || /<table[\s>]/i.test(html))) return undefined;
  const lines = rows.map(
    (row) => `| ${Array.from({ length: width }, (_, n) => escaped(row[n] ?? '')).join(' | ')} |`,
  );
  const [head = '', ...rest] = lines;
  return [head, `|${' --- |'.repeat(width)}`, ...rest].join('\n');
}

const escaped = (cell: string): string =>
  cell
    .trim()
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('|', '\\|');

/** The line ends to put between a text and a table that follows it: a table begins after an empty line. */
export function gapBeforeTable(before: string): '' | '\n' | '\n\n' {
  if (before === '' || before.endsWith('\n\n')) return '';
  return before.endsWith('\n') ? '\n' : '\n\n';
}
