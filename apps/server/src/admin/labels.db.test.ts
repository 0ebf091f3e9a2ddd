import { afterAll, beforeAll, expect, test } from 'vitest';
import { LabelTable } from '@engawa/contract/labels';
import type { Start } from '@engawa/contract/start';
import { channelScope } from '@engawa/contract/scopes';
import { testHouse, type Made, type TestHouse } from '../../../../infra/test-house.ts';

let house: TestHouse;
let misaki: Made;
let ken: Made;
let general: string;
let secret: string;

beforeAll(async () => {
  house = await testHouse();
  misaki = await house.person('髙田 美咲', { roles: ['system'] });
  ken = await house.person('松井 健');
  general = await house.channel('総務連絡', [misaki, ken], { label: '2' });
  secret = await house.channel('人事案件', [misaki, ken], { label: '3A' });
});
afterAll(() => house.stop());

const rule = (label: string, allowed: boolean) =>
  ({ zone: 'internet', label, action: 'open', allowed }) as const;

test('what a zone may not open is not listed, and answers not_found', async () => {
  const inside = await house.connect(ken);
  const outside = await house.connect(ken, 'internet');
  const names = async (of: typeof inside) =>
    (await of.get<Start>('/api/start')).data.channels.map(({ name }) => name);
  expect((await names(inside)).sort()).toEqual(['人事案件', '総務連絡']);
  expect(await names(outside)).toEqual(['総務連絡']);
  expect((await outside.get(`/api/channels/${secret}/messages`)).status).toBe(404);
  expect((await outside.resume({ [channelScope(secret)]: 0 })).scopes[channelScope(secret)]).toBeUndefined();
  expect(await outside.answer('message:send', { channelId: secret, body: 'x' })).toMatchObject({
    error: { code: 'not_found' },
  });
});

test('a rule that closes a zone takes effect on every socket of it, and opens it again', async () => {
  const admin = await house.connect(misaki);
  const inside = await house.connect(ken);
  const outside = await house.connect(ken, 'internet');
  await admin.command('message:send', { channelId: general, body: '前' });
  await outside.event('message:sent');
  await admin.command('label:rule', rule('2', false));
  await admin.command('message:send', { channelId: general, body: '後' });
  await inside.event('message:sent', ({ data }) => JSON.stringify(data).includes('後'));
  await outside.settle();
  expect(outside.closedScopes).toContain(channelScope(general));
  expect(JSON.stringify(outside.events)).not.toContain('後');
  expect((await outside.get(`/api/channels/${general}/messages`)).status).toBe(404);
  expect((await outside.get<Start>('/api/start')).data.channels).toEqual([]);

  const told = new Promise((resolve) => outside.socket.once('behind', resolve));
  await admin.command('label:rule', rule('2', true));
  await told;
  await admin.command('message:send', { channelId: general, body: '再開' });
  await outside.event('message:sent', ({ data }) => JSON.stringify(data).includes('再開'));
});

test('nothing committed after the closing reaches the zone, however many send meanwhile', async () => {
  const admin = await house.connect(misaki);
  const inside = await house.connect(ken);
  const outside = await house.connect(ken, 'internet');
  const sends = Array.from({ length: 60 }, (_, i) =>
    inside.command('message:send', { channelId: general, body: `並行${i}` }),
  );
  await admin.command('label:rule', rule('2', false));
  await Promise.all(sends);
  await inside.settle();
  await outside.settle();
  const scope = channelScope(general);
  const closing = inside.events.find((event) => event.type === 'zone:closed')?.seq ?? 0;
  expect(closing).toBeGreaterThan(0);
  expect(outside.events.filter((event) => event.scope === scope && event.seq > closing)).toEqual([]);
  await admin.command('label:rule', rule('2', true));
});

test('the events of labels tell the same as reading them afresh', async () => {
  const admin = await house.connect(misaki);
  const page = await house.connect(ken);
  let labels = (await page.get<Start>('/api/start')).data.labels;
  await Promise.all([
    admin.command('label:rename', { code: '3B', name: '機密性3B（部外秘）', nameEn: 'Confidentiality 3B' }),
    admin.command('label:rule', { zone: 'internet', label: '2', action: 'print', allowed: true }),
    admin.command('label:rule', { zone: 'guest', label: '1', action: 'download', allowed: true }),
  ]);
  await page.event('labels:changed', ({ data }) => JSON.stringify(data).includes('部外秘'));
  await page.settle();
  for (const event of page.events) if (event.type === 'labels:changed') labels = LabelTable.parse(event.data);
  expect(labels).toEqual((await page.get<Start>('/api/start')).data.labels);
  expect(await page.answer('label:rule', rule('3A', true))).toMatchObject({ error: { code: 'not_allowed' } });
  expect(await admin.answer('label:rule', rule('4', true))).toMatchObject({ error: { code: 'not_found' } });
});
