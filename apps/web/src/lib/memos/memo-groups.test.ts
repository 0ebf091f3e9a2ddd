import { expect, test } from 'vitest';
import type { Memo } from '@engawa/contract/memos';
import { closedWords, dueWords } from './due-words.ts';
import { emptyBook, openList, turnBook } from './memo-book.ts';
import { awaiting, between, countOf, groupsOf, type MemoTab } from './memo-groups.ts';
import { newsOf } from './memo-news.ts';
import { replyDraft } from './reply-draft.ts';

const memo = (id: string, more: Partial<Memo> = {}): Memo => ({
  id,
  rev: 1,
  authorId: 'onishi',
  caller: null,
  personId: null,
  sectionId: null,
  overflowSectionId: null,
  ownerId: null,
  askedBy: ['onishi'],
  escalatedTo: [],
  ask: 'call_back',
  urgent: false,
  subject: '件名',
  note: '',
  nameOnly: false,
  callId: null,
  state: 'waiting',
  closedAs: null,
  result: '',
  label: '2',
  dueAt: '2026-11-24T08:15:00.000Z',
  overdueAt: null,
  createdAt: '2026-11-24T01:00:00.000Z',
  changedAt: '2026-11-24T01:00:00.000Z',
  closedAt: null,
  closedBy: null,
  ...more,
});
const reader = { me: 'nakagawa', sections: ['collection'] };
const all = [
  memo('own later', { ownerId: 'nakagawa', dueAt: '2026-11-25T08:15:00.000Z' }),
  memo('own', { ownerId: 'nakagawa' }),
  memo('answered', { ownerId: 'nakagawa', state: 'answered' }),
  memo('for anyone', { sectionId: 'collection' }),
  memo('overflowed here', { sectionId: 'other', overflowSectionId: 'collection' }),
  memo('late', { sectionId: 'collection', ownerId: 'takada', overdueAt: '2026-11-24T08:15:00.000Z' }),
  memo('escalated', {
    sectionId: 'other',
    ownerId: 'x',
    overdueAt: '2026-11-24T08:15:00.000Z',
    escalatedTo: ['nakagawa'],
  }),
  memo('asked', { authorId: 'nakagawa', askedBy: ['nakagawa'], ownerId: 'onishi' }),
  memo('done', {
    ownerId: 'nakagawa',
    state: 'closed',
    closedAs: 'done',
    closedAt: '2026-11-24T00:00:00.000Z',
  }),
  memo('joined', {
    ownerId: 'nakagawa',
    state: 'closed',
    closedAs: 'joined',
    closedAt: '2026-11-24T00:00:00.000Z',
  }),
];
const told = (tab: MemoTab) =>
  groupsOf(all, tab, reader).map(({ name, memos }) => [name, ...memos.map(({ id }) => id)].join(': '));

test('each tab has its groups, the soonest due first', () => {
  expect(told('mine')).toEqual([
    'waiting: own: escalated: own later',
    'answered: answered',
    'anyone: for anyone: overflowed here',
    'closed: done',
  ]);
  expect(told('section')).toEqual(['anyone: for anyone: overflowed here', 'late: late']);
  expect(told('asked')).toEqual(['open: asked']);
  expect(awaiting(all, reader)).toHaveLength(3);
  expect(countOf(all, 'section', reader)).toBe(2);
  expect(between(all, 'nakagawa', 'onishi').map(({ id }) => id)).toEqual([
    'own later',
    'own',
    'answered',
    'asked',
  ]);
});

test('of two tellings the newer one holds, whichever came first', () => {
  const newer = memo('a', { rev: 3, note: '新' });
  const heard = turnBook(emptyBook, { scope: 's', seq: 1, type: 'memo:changed', data: newer });
  const older = turnBook(heard, { scope: 's', seq: 2, type: 'memo:changed', data: memo('a', { rev: 2 }) });
  expect(older.memos.get('a')?.note).toBe('新');
  expect(openList(heard, { sections: [], memos: [memo('a', { rev: 2 })] }).memos.get('a')?.rev).toBe(3);
  const gone = turnBook(heard, { scope: 's', seq: 3, type: 'memo:gone', data: { memoId: 'a', rev: 4 } });
  expect(openList(gone, { sections: [], memos: [newer] }).memos.size).toBe(0);
  expect(turnBook(gone, { scope: 's', seq: 1, type: 'memo:changed', data: newer }).memos.size).toBe(0);
});

test('until when, and when it was closed, in as few letters as a row has room for', () => {
  const now = new Date('2026-11-24T05:00:00.000Z');
  const due = (dueAt: string) => ({ dueAt, urgent: false });
  expect(dueWords(due('2026-11-24T05:19:00.000Z'), now)).toEqual({ text: '19分', pressing: true });
  expect(dueWords(due('2026-11-24T04:59:00.000Z'), now)).toEqual({ text: '過ぎています', pressing: true });
  expect(dueWords(due('2026-11-24T08:15:00.000Z'), now)).toEqual({ text: '今日中', pressing: false });
  expect(dueWords({ ...due('2026-11-24T08:15:00.000Z'), urgent: true }, now).text).toBe('17:15まで');
  expect(dueWords(due('2026-11-28T08:15:00.000Z'), now)).toEqual({ text: '28日まで', pressing: false });
  expect(dueWords(due('2026-12-01T08:15:00.000Z'), now)).toEqual({ text: '12月1日まで', pressing: false });
  expect(closedWords('2026-11-24T00:20:00.000Z', now)).toBe('9:20');
  expect(closedWords('2026-11-23T00:20:00.000Z', now)).toBe('きのう');
  expect(closedWords('2026-11-21T00:20:00.000Z', now)).toBe('11月21日');
});

test('a reply quotes the memo under what was being written, once', () => {
  const first = replyDraft('', { subject: '納税証明書の件', note: '一行目\n二行目' });
  expect(JSON.parse(first).text).toBe('> 納税証明書の件\n> 一行目\n> 二行目\n\n');
  expect(replyDraft(first, { subject: '納税証明書の件', note: '一行目\n二行目' })).toBe(first);
  const before = JSON.stringify({ text: '書きかけ', addresses: [] });
  expect(JSON.parse(replyDraft(before, { subject: '件', note: '' })).text).toBe('書きかけ\n> 件\n\n');
});

test('who asked is told that somebody has it in hand, and how it ended; nobody of what they did themselves', () => {
  const asked = memo('a', { askedBy: ['nakagawa'], ownerId: 'onishi' });
  const claimed: Memo = { ...asked, rev: 2, state: 'claimed' };
  const done: Memo = { ...claimed, rev: 3, state: 'closed', closedAs: 'done', closedBy: 'onishi' };
  expect(newsOf(asked, claimed, 'nakagawa')).toEqual({ kind: 'claimed', by: 'onishi' });
  expect(newsOf(claimed, { ...claimed, rev: 4 }, 'nakagawa')).toBeUndefined();
  expect(newsOf(claimed, done, 'nakagawa')).toEqual({ kind: 'closed', by: 'onishi' });
  expect(newsOf(claimed, { ...done, closedBy: 'nakagawa' }, 'nakagawa')).toBeUndefined();
  expect(newsOf(asked, claimed, 'takada')).toBeUndefined();
  expect(newsOf(undefined, claimed, 'nakagawa')).toBeUndefined();
});
