import type { Slip } from '@engawa/contract/people';

/** A cell that no spreadsheet takes for a formula. */
const cell = (text: string): string => `"${/^[=+\-@\t]/.test(text) ? "'" : ''}${text.replaceAll('"', '""')}"`;

/** The slips as CSV in UTF-8 with the mark that Excel needs. */
export function slipsCsv(slips: readonly Slip[]): Blob {
  const rows = slips.map((slip) =>
    [slip.staffNo, slip.name, slip.section, slip.title, slip.code, slip.expiresAt].map(cell).join(','),
  );
  const head = ['職員番号', '氏名', '所属', '職名', '番号', '期限'].map(cell).join(',');
  return new Blob(['\uFEFF', [head, ...rows, ''].join('\r\n')], { type: 'text/csv' });
}
