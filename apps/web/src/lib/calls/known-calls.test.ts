import { expect, test } from 'vitest';
import type { Call } from '@engawa/contract/calls';
import { withCall, withOpen, type KnownCalls } from './known-calls.ts';

const call = (id: string, rev: number, endedAt: string | null = null): Call => ({
  id,
  rev,
  callerId: 'onishi',
  calleeId: 'nakagawa',
  about: '',
  state: endedAt ? 'ended' : 'ringing',
  reason: null,
  reply: null,
  offeredAt: '2026-11-23T00:00:00.000Z',
  ringUntil: null,
  answeredAt: null,
  endedAt,
  memoId: null,
  legs: [],
});
const known = (...calls: Call[]): KnownCalls => new Map(calls.map((one) => [one.id, one]));

test('a ring that is told of while the answer is on its way stays', () => {
  const before = known(call('old', 1));
  const now = withCall(before, call('ring', 1));
  expect([...withOpen(now, [], before).keys()]).toEqual(['ring']);
});

test('a call that is open here, unchanged since it was asked for and no longer there, is over', () => {
  const before = known(call('over', 2), call('ended', 3, '2026-11-23T00:01:00.000Z'));
  expect([...withOpen(before, [call('new', 1)], before).keys()]).toEqual(['ended', 'new']);
});
