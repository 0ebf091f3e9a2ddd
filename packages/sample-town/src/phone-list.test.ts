import { expect, test } from 'vitest';
import { encodeCp932 } from './cp932.ts';
import { PHONE_LIST_HEADINGS, phoneListBytes } from './phone-list.ts';
import { roster } from './roster.ts';
import { sections } from './sections.ts';
import { nextApril } from './next-april.ts';
import { nextAprilCsv, phoneListCsv, uglyCsv } from './town.ts';
import { uglyList } from './ugly-list.ts';

const clerks = roster();

test('the committed phone list is the one that the script makes', () => {
  expect(Buffer.compare(phoneListBytes(clerks), phoneListCsv())).toBe(0);
  expect(Buffer.compare(phoneListBytes(nextApril().clerks), nextAprilCsv())).toBe(0);
  expect(Buffer.compare(Buffer.from(uglyList().text), uglyCsv())).toBe(0);
});

test('the phone list is CP932 with Windows line ends and half-width kana', () => {
  const text = new TextDecoder('shift_jis', { fatal: true }).decode(phoneListCsv());
  const lines = text.split('\r\n');
  expect(lines[0]).toBe(PHONE_LIST_HEADINGS.join(','));
  expect(lines).toHaveLength(302);
  expect(text).toMatch(/ﾀﾞ/);
  expect(() => new TextDecoder('utf-8', { fatal: true }).decode(phoneListCsv())).toThrow();
});

test('variant kanji are written as Windows writes them', () => {
  expect([...encodeCp932('髙﨑ｶﾞ')]).toEqual([0xfb, 0xfc, 0xfa, 0xb1, 0xb6, 0xde]);
  expect(() => encodeCp932('𠮷')).toThrow(/CP932/);
});

test('300 people with different numbers work in 44 sections of three levels', () => {
  expect(clerks).toHaveLength(300);
  expect(new Set(clerks.map((clerk) => clerk.staffNo)).size).toBe(300);
  expect(new Set(clerks.map((clerk) => clerk.family)).size).toBeGreaterThanOrEqual(120);
  expect(new Set(clerks.map((clerk) => clerk.family + clerk.given)).size).toBe(300);
  expect(sections()).toHaveLength(44);
  expect(new Set(sections().map((section) => section.level))).toEqual(new Set([1, 2, 3]));
  expect(sections().every((section) => clerks.some((clerk) => clerk.section === section.path))).toBe(true);
});

test('the town has what makes phone lists hard', () => {
  for (const kanji of ['髙', '﨑', '邉', '邊', '濵', '德']) {
    expect(
      clerks.some((clerk) => clerk.family.includes(kanji)),
      kanji,
    ).toBe(true);
  }
  expect(clerks.filter((clerk) => clerk.concurrent.length > 0).length).toBeGreaterThan(10);
  expect(clerks.some((clerk) => clerk.mail === '')).toBe(true);
  const extensions = clerks.map((clerk) => clerk.extension);
  expect(new Set(extensions).size).toBeLessThan(280);
  expect(sections().some((section) => section.name === '健康福祉課地域包括支援センター係')).toBe(true);
});

test('in April people join, leave, move and take another name, and nobody twice', () => {
  const april = nextApril();
  const before = new Map(clerks.map((clerk) => [clerk.staffNo, clerk]));
  const after = new Map(april.clerks.map((clerk) => [clerk.staffNo, clerk]));
  expect(after.size).toBe(300);
  expect(april.joined.every((staffNo) => !before.has(staffNo) && after.has(staffNo))).toBe(true);
  expect(april.left.every((staffNo) => before.has(staffNo) && !after.has(staffNo))).toBe(true);
  expect(april.moved.every((no) => before.get(no)?.section !== after.get(no)?.section)).toBe(true);
  expect(april.renamed.every((no) => before.get(no)?.family !== after.get(no)?.family)).toBe(true);
  const counts = [april.joined, april.left, april.moved, april.renamed].map((list) => list.length);
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(4);
  const same = [...after.values()].filter((clerk) => before.get(clerk.staffNo)?.section === clerk.section);
  expect(same.length).toBeGreaterThan(200);
});

test('the ugly list says which rows it spoilt', () => {
  const { text, spoilt } = uglyList();
  expect(text.startsWith('\ufeff')).toBe(true);
  expect(spoilt.filter((row) => row.blocks)).toHaveLength(3);
  expect(spoilt.filter((row) => !row.blocks)).toHaveLength(5);
});
