import { csvText } from '@engawa/text/csv';
import { concurrentText } from './phone-list.ts';
import { roster, type Clerk } from './roster.ts';

/** A row that was spoilt on purpose, and whether that must keep it out. */
export interface UglyRow {
  what: 'no_name' | 'staff_no_twice' | 'unknown_superior' | 'missing_kana' | 'private_use' | 'odd_width';
  staffNo: string;
  blocks: boolean;
}

const HEADINGS = [
  '番号', '職員コード', '氏　名', 'ふりがな', '役職', '所属係', '所属課', '所属部局', '内線番号', '電話番号',
  'E-mail', '事務分掌', '兼務先', '備考',
]; // prettier-ignore

function hiragana(katakana: string): string {
  return katakana.replaceAll(/[ァ-ヶ]/g, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) - 0x60));
}

function wide(digits: string): string {
  return digits.replaceAll(/\d/g, (digit) => String.fromCodePoint((digit.codePointAt(0) ?? 0) + 0xfee0));
}

function row(clerk: Clerk, place: number): string[] {
  const [division = '', department = '', unit = ''] = clerk.section.split('/');
  return [
    String(place + 1),
    clerk.staffNo,
    `${clerk.family} ${clerk.given}`,
    hiragana(`${clerk.familyKana}　${clerk.givenKana}`),
    clerk.title,
    unit,
    department,
    division,
    clerk.extension,
    clerk.direct,
    clerk.mail,
    clerk.duties.join('\n'),
    clerk.concurrent.map(concurrentText).join('\n'),
    place % 37 === 5 ? '育休中, 代替あり' : '',
  ];
}

const at = { name: 2, kana: 3, unit: 5, department: 6, division: 7, extension: 8 };

/** Writes the ugly list: UTF-8 with a mark, other headings in another order, and rows to doubt. */
export function uglyList(): { text: string; spoilt: UglyRow[] } {
  const clerks = roster();
  const rows = clerks.map(row);
  const spoilt: UglyRow[] = [];
  const spoil = (
    place: number,
    what: UglyRow['what'],
    blocks: boolean,
    change: (cells: string[]) => void,
  ) => {
    const [cells, clerk] = [rows[place], clerks[place]];
    if (!cells || !clerk) throw new Error(`no row ${place}`);
    change(cells);
    spoilt.push({ what, staffNo: cells[1] ?? '', blocks });
  };
  spoil(12, 'no_name', true, (cells) => (cells[at.name] = ''));
  spoil(40, 'staff_no_twice', true, (cells) => (cells[1] = clerks[39]?.staffNo ?? ''));
  const counter = clerks.findIndex((clerk) => clerk.section.endsWith('収納係') && clerk.title === '主事');
  spoil(counter, 'unknown_superior', true, (cells) => {
    cells[at.department] = '';
    cells[at.division] = '';
  });
  spoil(100, 'missing_kana', false, (cells) => (cells[at.kana] = ''));
  spoil(150, 'missing_kana', false, (cells) => (cells[at.kana] = ''));
  spoil(160, 'private_use', false, (cells) => (cells[at.name] = `\ue000${cells[at.name]?.slice(1) ?? ''}`));
  spoil(200, 'odd_width', false, (cells) => (cells[at.extension] = wide(cells[at.extension] ?? '')));
  spoil(201, 'odd_width', false, (cells) => (cells[at.extension] = wide(cells[at.extension] ?? '')));
  const title = ['縁野市　内線番号一覧', ...Array.from({ length: HEADINGS.length - 1 }, () => '')];
  const blank = HEADINGS.map(() => '');
  const body = rows.flatMap((cells, i) => (i % 60 === 59 ? [cells, blank, HEADINGS] : [cells]));
  return { text: `\ufeff${csvText([title, blank, HEADINGS, ...body])}`, spoilt };
}
