import { encodeCp932 } from './cp932.ts';
import { csvText } from '@engawa/text/csv';
import { halfWidthKana } from './kana.ts';
import type { Clerk } from './roster.ts';

/** The headings of the town's phone list, in its order. */
export const PHONE_LIST_HEADINGS = [
  '部',
  '課',
  '係',
  '職名',
  '氏名',
  'フリガナ',
  '職員番号',
  '内線',
  '直通',
  'メール',
  '担当業務',
  '兼務',
];

/** Writes a concurrent post as the phone list does: 課 係 職名, without the 部. */
export function concurrentText(post: { section: string; title: string }): string {
  const names = post.section.split('/');
  return [...(names.length > 1 ? names.slice(1) : names), post.title].join(' ');
}

function row(clerk: Clerk): string[] {
  const [division = '', department = '', unit = ''] = clerk.section.split('/');
  return [
    division,
    department,
    unit,
    clerk.title,
    `${clerk.family}　${clerk.given}`,
    halfWidthKana(`${clerk.familyKana} ${clerk.givenKana}`),
    clerk.staffNo,
    clerk.extension,
    clerk.direct,
    clerk.mail,
    clerk.duties.join('、'),
    clerk.concurrent.map(concurrentText).join('、'),
  ];
}

/** Gives the bytes of a phone list as a city's Excel saves it. */
export function phoneListBytes(clerks: readonly Clerk[]): Uint8Array {
  return encodeCp932(csvText([PHONE_LIST_HEADINGS, ...clerks.map(row)]));
}
