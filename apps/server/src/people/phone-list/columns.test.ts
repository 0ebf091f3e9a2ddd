import { describe, expect, test } from 'vitest';
import { guessReading } from './columns.ts';
import { readCsv } from './read-csv.ts';

const guess = (text: string) => guessReading(readCsv(text)?.rows ?? []);

describe('columns are guessed from headings', () => {
  test.each([
    [
      '部,課,係,職名,氏名,フリガナ,職員番号,内線,直通,メール,担当業務,兼務',
      [
        'department',
        'division',
        'unit',
        'post',
        'name',
        'kana',
        'staffNo',
        'extension',
        'directLine',
        'email',
        'duties',
        'concurrent',
      ],
    ],
    ['番号,職員コード,氏名', ['ignored', 'staffNo', 'name']],
    ['番号,氏名', ['staffNo', 'name']],
    ['氏　名,ﾌﾘｶﾞﾅ,備考,内線番号,所　属,役職', ['name', 'kana', 'ignored', 'extension', 'section', 'post']],
    [
      '職員番号,姓,名,姓カナ,名カナ,所属名',
      ['staffNo', 'familyName', 'givenName', 'familyKana', 'givenKana', 'section'],
    ],
    [
      '職員コード,氏名（漢字）,氏名（カナ）,部局名,課名,係名,補職名',
      ['staffNo', 'name', 'kana', 'department', 'division', 'unit', 'post'],
    ],
    [
      '職員No.,職員氏名,よみがな,所属部署,内線①,内線②,E-mail',
      ['staffNo', 'name', 'kana', 'section', 'extension', 'extension', 'email'],
    ],
    [
      '所属,係,氏名,ふりがな,職員番号,発令日,任期満了日',
      ['section', 'unit', 'name', 'kana', 'staffNo', 'from', 'until'],
    ],
    ['氏名,氏名,内線', ['name', 'ignored', 'extension']],
    ['ﾒｰﾙｱﾄﾞﾚｽ,主な業務内容,兼務先,電話番号', ['email', 'duties', 'concurrent', 'directLine']],
  ])('%s', (heading, columns) => {
    expect(guess(`${heading}\nx,x`)).toMatchObject({ headingLine: 1, columns });
  });
});

test('titles above the headings are passed over', () => {
  const reading = guess(
    '令和７年１１月　内線表\n\n作成：総務課,,,\n所属,氏名,内線,職員番号\n総務課,山田 太郎,2101,1\n',
  );
  expect(reading).toMatchObject({ headingLine: 4, columns: ['section', 'name', 'extension', 'staffNo'] });
});

test('a list without headings is guessed from what its columns hold', () => {
  const reading = guess(
    '012345,山﨑　健一,ﾔﾏｻﾞｷ ｹﾝｲﾁ,税務課,主査,2134\n012346,髙橋　一郎,ﾀｶﾊｼ ｲﾁﾛｳ,総務課,係長,2101\n',
  );
  expect(reading).toMatchObject({
    headingLine: 0,
    columns: ['staffNo', 'name', 'kana', 'section', 'post', 'extension'],
  });
});

test('sections written once for many rows are noticed', () => {
  const rows = ['総務部,総務課,山田', ',,佐藤', ',,鈴木', '税務部,税務課,髙橋', ',,田中'].join('\n');
  expect(guess(`部,課,氏名\n${rows}`).sameAsAbove).toBe(true);
  expect(guess('部,課,氏名\n総務部,総務課,山田\n総務部,総務課,佐藤\n').sameAsAbove).toBe(false);
  expect(guess('課,氏名\n,町長\n,副町長\n').sameAsAbove).toBe(false);
});
