import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testHouse, type TestHouse } from '../../../../infra/test-house.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.stop());

const connect = async () => house.connect(await house.person('花子'));
const channel = { kind: 'private' as const, label: '2', personIds: [] };

describe('a name given by hand is kept as it would stand on paper', () => {
  test.each([
    ['a turn of the writing', '税\u202e務\u2066課', '税務課'],
    ['characters of no width', '\ufeff税\u200b務\u2060課\u200c\u00ad', '税務課'],
    ['fillers that look like spaces', '税務課\u3164\uffa0\u115f', '税務課'],
    [
      'a family, a heart and a 葛 of a register stay',
      '👩\u200d👧 ❤\ufe0f 葛\u{e0100}',
      '👩\u200d👧 ❤\ufe0f 葛\u{e0100}',
    ],
  ])('%s', async (_what, written, kept) => {
    const page = await connect();
    const mark = crypto.randomUUID();
    const made = await page.answer('channel:create', {
      ...channel,
      name: `${written} ${mark}`,
      purpose: written,
    });
    expect(made).toMatchObject({ ok: true, data: { name: `${kept} ${mark}`, purpose: kept } });
    const channelId = made.ok ? made.data.id : '';
    const changed = await page.answer('channel:change', {
      channelId,
      name: `${mark} ${written}`,
      purpose: written,
    });
    expect(changed).toMatchObject({ ok: true, data: { name: `${mark} ${kept}`, purpose: kept } });
    const folder = await page.answer('folder:save', { id: null, name: written, orderNo: 1 });
    expect(folder).toMatchObject({ ok: true, data: { name: kept } });
  });
});

test.each([
  ['nothing that is seen', '\u202e\u200b\u200d\ufe0f'],
  ['a control character', '税\u0007務課'],
  ['a line break', '税\n務課'],
])('a name of %s is refused', async (_what, name) => {
  const page = await connect();
  const refused = { ok: false, error: { code: 'invalid_input' } };
  expect(await page.answer('channel:create', { ...channel, name, purpose: '' })).toMatchObject(refused);
  expect(await page.answer('folder:save', { id: null, name, orderNo: 1 })).toMatchObject(refused);
});

test('two channels whose names look alike are one name', async () => {
  const page = await connect();
  const first = await page.answer('channel:create', { ...channel, name: '防災の話', purpose: '' });
  expect(first.ok).toBe(true);
  const second = await page.answer('channel:create', { ...channel, name: '防災\u200bの話', purpose: '' });
  expect(second).toMatchObject({ ok: false, error: { code: 'name_taken' } });
});
