import type { Finding } from './phone-list.ts';

type Words = Record<Finding['code'], (about: string) => string>;

/** `山下 浩二+7` is one person and seven more. */
const people = (who: string) =>
  who.replace(/(?:\+(\d+))?$/, (_, more) => `さん${more ? `ほか${more}人` : ''}`);
const peopleInEnglish = (who: string) => who.replace(/\+(\d+)$/, ' and $1 more');

const ja: Words = {
  no_name: (phone) =>
    phone
      ? `氏名がありません。共用の電話（${phone}）の行なら、外してください`
      : '氏名がありません。書き入れるか、外してください',
  no_staff_no: () => '職員番号がありません',
  staff_no_twice: (who) => `職員番号が${people(who)}と同じです`,
  login_name_taken: (name) => `ログイン名 ${name} はほかの人が使っています`,
  too_long: (text) => `長すぎます（${text}）`,
  unknown_superior: (unit) => `「${unit}」の上の課が分かりません`,
  shared_extension: (who) => `内線が${people(who)}と同じです`,
  missing_kana: () => 'よみがありません',
  odd_kana: (kana) => `よみにかな以外の文字があります（${kana}）`,
  private_use: (characters) => `外字があります（${characters}）`,
  odd_width: (cell) => `全角と半角が入れかわっています（${cell}）`,
  odd_extension: (cell) => `内線として読み取れません（${cell}）`,
  odd_date: (cell) => `日付を読めません（${cell}）`,
  no_section: () => '所属がありません',
  looks_twice: (lines) => `同じ名前とよみの人がいます（${lines}行目）`,
  new_section_by_concurrent: (section) => `兼務先「${section}」を新しい所属として作ります`,
};

const en: Words = {
  no_name: (phone) =>
    phone
      ? `There is no name. If ${phone} is a shared telephone, leave the row out`
      : 'There is no name. Fill it in, or leave the row out',
  no_staff_no: () => 'There is no staff number',
  staff_no_twice: (who) => `Same staff number as ${peopleInEnglish(who)}`,
  login_name_taken: (name) => `Somebody else uses the login name ${name}`,
  too_long: (text) => `Too long (${text})`,
  unknown_superior: (unit) => `The section above "${unit}" is not known`,
  shared_extension: (who) => `Same extension as ${peopleInEnglish(who)}`,
  missing_kana: () => 'There is no reading',
  odd_kana: (kana) => `The reading holds more than kana (${kana})`,
  private_use: (characters) => `Characters of the hall's own (${characters})`,
  odd_width: (cell) => `Full and half width are mixed up (${cell})`,
  odd_extension: (cell) => `This does not read as an extension (${cell})`,
  odd_date: (cell) => `This is not a date (${cell})`,
  no_section: () => 'There is no section',
  looks_twice: (lines) => `Same name and reading (lines ${lines})`,
  new_section_by_concurrent: (section) => `"${section}" is made as a new section`,
};

/** The headings of the file of doubtful rows. */
export const doubtfulHeadings = {
  ja: ['行', '確かめること'],
  en: ['Line', 'To look at'],
} as const;

/** The sentence for a finding. */
export function sayFinding({ code, about = '' }: Finding, language: 'ja' | 'en'): string {
  return (language === 'ja' ? ja : en)[code](about);
}
