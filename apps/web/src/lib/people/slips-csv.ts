import type { Slip } from '@engawa/contract/people';
import { csvText } from '@engawa/text/csv';

const headings = ['職員番号', '氏名', '所属', '職名', '番号', '期限'];

/** The slips as CSV in UTF-8 with the mark that Excel needs. */
export function slipsCsv(slips: readonly Slip[]): Blob {
  const rows = slips.map(({ staffNo, name, section, title, code, expiresAt }) => [
    staffNo,
    name,
    section,
    title,
    code,
    expiresAt,
  ]);
  return new Blob(['\uFEFF', csvText([headings, ...rows])], { type: 'text/csv' });
}
