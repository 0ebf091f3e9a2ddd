import type { ColumnKind, PhoneListReading } from '@engawa/contract/phone-list';
import { foldTight } from '@engawa/text/fold';
import type { CsvRow } from './read-csv.ts';

type Kind = ColumnKind;

// Headings as cities write them, folded: the exact ones first, then what a heading holds.
const EXACT: readonly (readonly [Kind, string])[] = [
  ['department', '部 部名 部局 部局名 部等 局 局名 所属部 所属部局 部名称 部コード名'],
  ['division', '課 課名 課等 課室 課・室 所属課 所属課名 課名称 室 課/室'],
  ['unit', '係 係名 係等 担当 担当名 班 グループ チーム 所属係 係名称 担当係 課内室'],
  [
    'section',
    '所属 所属名 所属名称 部署 部署名 部課 部課名 部課係 部・課・係 課係 課係名 課・係 組織 組織名 配属 配属先 勤務先 所属部署',
  ],
  ['post', '職名 役職 役職名 職 職位 補職 補職名 職種 官職 肩書'],
  ['name', '氏名 名前 職員氏名 職員名 氏名(漢字) 漢字氏名 姓名 お名前 担当者 担当者名'],
  ['familyName', '姓 氏 苗字 名字 姓(漢字) 氏(漢字)'],
  ['givenName', '名 名(漢字)'],
  [
    'kana',
    'ふりがな フリガナ カナ かな 読み よみ 読み仮名 氏名カナ 氏名(カナ) カナ氏名 氏名かな 氏名フリガナ 氏名(フリガナ) ヨミ ヨミガナ 氏名(かな)',
  ],
  ['familyKana', '姓カナ 姓かな 姓フリガナ 姓(カナ) 姓(かな) 姓(フリガナ) セイ せい カナ姓 氏カナ 姓よみ'],
  ['givenKana', '名カナ 名かな 名フリガナ 名(カナ) 名(かな) 名(フリガナ) メイ めい カナ名 名よみ'],
  ['staffNo', '職員番号 職員no 職員no. 職員コード 職員cd 職員id 社員番号 個人コード 番号 職番 整理番号'],
  ['loginName', 'ログイン名 ログインid ユーザー名 ユーザid ユーザーid アカウント ログイン'],
  ['extension', '内線 内線番号 内線no 内線no. 内線tel 庁内内線 内線電話 内線1'],
  ['directLine', '直通 直通番号 直通電話 外線 外線番号 電話 電話番号 tel ダイヤルイン 直通tel'],
  ['email', 'メール メールアドレス eメール email e-mail mail アドレス'],
  ['duties', '担当業務 業務 業務内容 事務分掌 分掌事務 分掌 担当事務 主な業務 職務内容 主な担当業務'],
  ['concurrent', '兼務 兼職 兼務先 兼任 併任 兼務所属 兼務・併任 兼務等'],
  ['from', '発令日 着任日 配属日 異動日 任用開始日 開始日 発令年月日 適用開始日 任用開始'],
  ['until', '終了日 退職日 任用終了日 任期満了日 適用終了日 任期 任用終了'],
];

const HOLDING: readonly (readonly [Kind, RegExp])[] = [
  ['staffNo', /(職員|社員|個人).*(番号|コード|no|id)/],
  ['familyKana', /^(姓|氏).*(かな|ふりがな|よみ)/],
  ['givenKana', /^名.*(かな|ふりがな|よみ)/],
  ['kana', /かな|ふりがな|よみ|読み/],
  ['extension', /内線/],
  ['directLine', /直通|外線|電話|tel/],
  ['email', /めーる|mail/],
  ['duties', /業務|分掌/],
  ['concurrent', /兼務|兼職|併任/],
  ['from', /発令|着任|開始/],
  ['until', /退職|終了|満了/],
  ['post', /職名|役職|職位/],
  ['name', /氏名|名前/],
  ['section', /所属|部署|組織/],
];

const BY_HEADING = new Map(
  EXACT.flatMap(([kind, names]) => names.split(' ').map((name) => [headingKey(name), kind] as const)),
);

/** Columns that a list can hold several times (内線1, 内線2); of all others the first wins. */
const REPEATABLE: ReadonlySet<Kind> = new Set(['extension', 'directLine', 'duties', 'concurrent', 'ignored']);

/** Guesses where the headings are, what each column holds, and whether empty cells repeat the row above. */
export function guessReading(rows: readonly CsvRow[]): PhoneListReading {
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 1);
  const scored = rows.slice(0, 20).map((row) => ({ row, kinds: kindsOfHeadings(row.cells) }));
  const best = scored.toSorted((a, b) => known(b.kinds) - known(a.kinds))[0];
  const hasHeadings = best !== undefined && known(best.kinds) >= 2;
  const headingLine = hasHeadings ? best.row.line : 0;
  const body = rows.filter(({ line }) => line > headingLine);
  const guessed = hasHeadings ? best.kinds : kindsOfContent(body, width);
  const columns = Array.from({ length: width }, (_, at): Kind => guessed[at] ?? 'ignored');
  return { headingLine, columns, sameAsAbove: looksMerged(body, columns) };
}

function headingKey(heading: string): string {
  return foldTight(heading).replace(/[\s:：*※★]/g, '');
}

function known(kinds: readonly Kind[]): number {
  return kinds.filter((kind) => kind !== 'ignored').length;
}

// 番号 alone is a staff number only where no other column says 職員番号 or 職員コード.
const MAY_COUNT_ROWS = /^(?:番号|整理番号)$/;

function kindsOfHeadings(cells: readonly string[]): Kind[] {
  const seen = new Set<Kind>();
  const keys = cells.map((cell) => (cell.length > 20 ? '' : headingKey(cell)));
  const hasStaffNo = keys.some((key) => !MAY_COUNT_ROWS.test(key) && kindOfHeading(key) === 'staffNo');
  return keys.map((key) => {
    const kind = hasStaffNo && MAY_COUNT_ROWS.test(key) ? 'ignored' : kindOfHeading(key);
    if (seen.has(kind) && !REPEATABLE.has(kind)) return 'ignored';
    seen.add(kind);
    return kind;
  });
}

function kindOfHeading(key: string): Kind {
  if (key === '') return 'ignored';
  return BY_HEADING.get(key) ?? HOLDING.find(([, pattern]) => pattern.test(key))?.[0] ?? 'ignored';
}

const CONTENT: readonly (readonly [Kind, RegExp])[] = [
  ['email', /^[^@\s]+@[^@\s]+\.[^@\s]+$/],
  ['kana', /^[\u3041-\u30ff\uff66-\uff9f][\u3041-\u30ff\uff66-\uff9f\s\u3000]+$/],
  ['directLine', /^0\d{1,4}-\d{1,4}-\d{3,4}$/],
  ['staffNo', /^\d{5,8}$/],
  ['extension', /^\d{3,4}$/],
  ['post', /^.{0,8}(長|主査|主任|主事|主幹|参事|技師|補佐)$/u],
  ['section', /^.{1,30}(部|課|係|室|局|班|所|館|センター|委員会)$/u],
  [
    'name',
    /^[\p{Script=Han}々ヶヵノ]{1,4}[\s\u3000]+[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}々]{1,4}$/u,
  ],
];

// A file without headings: what most cells of a column look like.
function kindsOfContent(rows: readonly CsvRow[], width: number): Kind[] {
  const sample = rows.slice(0, 200);
  const taken = new Set<Kind>();
  return Array.from({ length: width }, (_, at) => {
    const cells = sample.map(({ cells: row }) => row[at] ?? '').filter(Boolean);
    const kind = CONTENT.find(
      ([one, pattern]) =>
        !taken.has(one) && cells.filter((cell) => pattern.test(cell)).length > cells.length * 0.6,
    )?.[0];
    if (kind) taken.add(kind);
    return kind ?? 'ignored';
  });
}

function looksMerged(rows: readonly CsvRow[], columns: readonly Kind[]): boolean {
  const sections = columns.flatMap((kind, at) =>
    ['department', 'division', 'unit', 'section'].includes(kind) ? [at] : [],
  );
  const people = rows.filter(({ cells }) =>
    columns.some((kind, at) => kind.toLowerCase().includes('name') && cells[at]),
  );
  const bare = people.filter(({ cells }) => sections.every((at) => !cells[at]));
  const first = people[0];
  const beginsWithOne = first !== undefined && sections.some((at) => first.cells[at]);
  return sections.length > 0 && beginsWithOne && bare.length > people.length * 0.2;
}
