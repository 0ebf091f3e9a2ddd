/**
 * Rows as CSV text that Excel opens. A cell that a spreadsheet would run as a formula gets an apostrophe;
 * reading a list takes it off again.
 */
export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(csvCell).join(',')).join('\r\n') + '\r\n';
}

function csvCell(text: string): string {
  const safe = /^[\s\u3000]*[=+\-@＝＋－＠\t\r]/u.test(text) ? `'${text}` : text;
  return /[",\r\n;\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
