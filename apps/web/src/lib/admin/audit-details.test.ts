import { expect, test } from 'vitest';
import { auditDetails } from './audit-details.ts';

const hanako = '0199a0e0-0000-7000-8000-000000000001';
const read = (detail: Record<string, unknown>) =>
  auditDetails(detail, (id) => (id === hanako ? '髙田 花子' : '')).map(
    ({ name, value }) => `${name}: ${value}`,
  );

test('the details of the log stand in words, without ids and counts of nothing', () => {
  expect(read({ zone: 'internet', action: 'download', allowed: false })).toEqual([
    '接続元: 庁外（インターネット）',
    'できること: 取り出す',
    '許可: しない',
  ]);
  expect(read({ joined: 1200, left: 0, leavers: 'keep' })).toEqual([
    '新しく入った人: 1,200',
    '表にいない人の役職: そのまま',
  ]);
  expect(read({ personIds: [hanako], channelId: hanako.replace('1', '2') })).toEqual(['人: 髙田 花子']);
  expect(read({ role: 'audit' })).toEqual(['役割: 記録を見る人']);
  expect(read({ nameTyped: 'hanako', device: 'Edge · Windows' })).toEqual([
    '入れた名前: hanako',
    '端末: Edge · Windows',
  ]);
  expect(read({ word: 'keep', clientId: 'x' })).toEqual(['ことば: keep']);
});
