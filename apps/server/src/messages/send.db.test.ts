import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuditPage } from '@engawa/contract/admin';
import type { Message, MessagePage } from '@engawa/contract/messages';
import type { Start } from '@engawa/contract/start';
import { channelScope, userScope } from '@engawa/contract/scopes';
import { newId } from '@engawa/db/id';
import { testHouse, type Made, type TestHouse } from '@engawa/infra/test-house';

let house: TestHouse;
let hanako: Made;
let ken: Made;
let outsider: Made;

beforeAll(async () => {
  house = await testHouse();
  hanako = await house.person('花子');
  ken = await house.person('健');
  outsider = await house.person('他課');
});
afterAll(() => house.stop());

test('a message reaches everyone in the channel and nobody else', async () => {
  const channelId = await house.channel('収納係', [hanako, ken]);
  const [a, b, c] = await Promise.all([house.connect(hanako), house.connect(ken), house.connect(outsider)]);
  const sent = await a.command('message:send', { channelId, body: '予約を確認しました。' });
  expect(sent).toMatchObject({ no: 1, authorId: hanako.id, body: '予約を確認しました。' });
  for (const reader of [a, b]) {
    const event = await reader.event('message:sent');
    expect(event).toMatchObject({ scope: channelScope(channelId), seq: 1, data: sent });
  }
  await c.settle();
  expect(c.events).toEqual([]);
});

test('a retry answers with the first result, and the same id with another body is refused', async () => {
  const channelId = await house.channel('税務課', [hanako, ken]);
  const a = await house.connect(hanako);
  const clientId = newId();
  const first = await a.command('message:send', { channelId, clientId, body: '一度だけ' });
  expect(await a.command('message:send', { channelId, clientId, body: '一度だけ' })).toEqual(first);
  const other = await a.answer('message:send', { channelId, clientId, body: 'べつの文' });
  expect(other).toMatchObject({ ok: false, error: { code: 'same_id_other_content', retry: false } });
  const next = await a.command('message:send', { channelId, body: '次' });
  expect(next.no).toBe(2);
});

test('50 sends at once take 50 numbers without a gap, and arrive in order', async () => {
  const channelId = await house.channel('混雑', [hanako, ken]);
  const [a, b] = await Promise.all([house.connect(hanako), house.connect(ken)]);
  const bodies = Array.from({ length: 50 }, (_, i) => `発言${i}`);
  const sent = await Promise.all(bodies.map((body) => a.command('message:send', { channelId, body })));
  expect(sent.map((m) => m.no).sort((x, y) => x - y)).toEqual(bodies.map((_, i) => i + 1));
  await b.event('message:sent', (e) => e.scope === channelScope(channelId) && e.seq === 50);
  const seqs = b.events.filter((e) => e.scope === channelScope(channelId)).map((e) => e.seq);
  expect(seqs).toEqual(bodies.map((_, i) => i + 1));
});

test('the way over REST answers like the socket', async () => {
  const channelId = await house.channel('REST', [hanako, ken]);
  const a = await house.connect(hanako);
  const clientId = newId();
  const over = await a.post<{ ok: true; data: Message }>('/api/commands/message:send', {
    clientId,
    channelId,
    body: '回り道',
  });
  expect(over.status).toBe(200);
  expect(await a.command('message:send', { clientId, channelId, body: '回り道' })).toEqual(over.data.data);
});

test('resume brings what was missed, from the ring and from the database', async () => {
  const channelId = await house.channel('復帰', [hanako, ken]);
  const scope = channelScope(channelId);
  const a = await house.connect(hanako);
  for (const body of ['一', '二', '三']) await a.command('message:send', { channelId, body });
  const b = await house.connect(ken);
  const resumed = await b.resume({ [scope]: 1 });
  expect(resumed.scopes[scope]).toMatchObject({ head: 3, limited: false });
  expect(resumed.scopes[scope]?.events.map((e) => e.seq)).toEqual([2, 3]);
  b.close();
  await a.command('message:send', { channelId, body: '四' });
  const again = await house.connect(ken);
  expect((await again.resume({ [scope]: 3 })).scopes[scope]?.events.map((e) => e.seq)).toEqual([4]);
});

test('a page of messages and the start snapshot tell the same heads', async () => {
  const channelId = await house.channel('頁', [hanako, ken]);
  const a = await house.connect(hanako);
  const b = await house.connect(ken);
  for (let i = 1; i <= 7; i += 1) await a.command('message:send', { channelId, body: `${i}件目` });
  const page = await b.get<MessagePage>(`/api/channels/${channelId}/messages?limit=3`);
  expect(page.data).toMatchObject({ seq: 7, headNo: 7 });
  expect(page.data.messages.map((m) => m.no)).toEqual([5, 6, 7]);
  const around = await b.get<MessagePage>(`/api/channels/${channelId}/messages?around=3&limit=4`);
  expect(around.data.messages.map((m) => m.no)).toEqual([1, 2, 3, 4]);
  const start = await b.get<Start>('/api/start');
  const entry = start.data.channels.find((c) => c.id === channelId);
  expect(entry).toMatchObject({ headNo: 7, readNo: 0, memberCount: 2, seq: 7 });
  expect(start.data.cursors[channelScope(channelId)]).toBe(7);
});

test('a page tells how many have read its reader’s own last message, whatever came after it', async () => {
  const channelId = await house.channel('既読', [hanako, ken]);
  const a = await house.connect(hanako);
  const b = await house.connect(ken);
  await a.command('message:send', { channelId, body: '読みましたか' });
  const readBy = async (reader: typeof a) =>
    (await reader.get<MessagePage>(`/api/channels/${channelId}/messages?limit=100`)).data.readBy;
  expect(await readBy(a)).toBe(0);
  for (let i = 0; i < 70; i += 1) await b.command('message:send', { channelId, body: `${i}件目` });
  expect(await readBy(a)).toBe(1);
  expect(await readBy(b)).toBe(0);
  for (const where of ['before=80', 'after=0']) {
    const older = await a.get<MessagePage>(`/api/channels/${channelId}/messages?${where}&limit=100`);
    expect([older.data.messages[0]?.no, older.data.readBy]).toEqual([1, null]);
  }
});

test('an outsider gets not_found on every way in', async () => {
  const channelId = await house.channel('秘', [hanako]);
  const c = await house.connect(outsider);
  expect(await c.answer('message:send', { channelId, body: 'x' })).toMatchObject({
    ok: false,
    error: { code: 'not_found' },
  });
  expect((await c.get(`/api/channels/${channelId}/messages`)).status).toBe(404);
  expect((await c.resume({ [channelScope(channelId)]: 0 })).scopes[channelScope(channelId)]).toBeUndefined();
});

test('edit, stamp, hide and redact leave their marks, and redaction leaves no text behind', async () => {
  const channelId = await house.channel('記録', [hanako, ken]);
  const stampId = await house.stamp('済みました');
  const records = await house.person('記録係', { roles: ['records'] });
  const [a, b, r] = await Promise.all([house.connect(hanako), house.connect(ken), house.connect(records)]);
  const sent = await a.command('message:send', { channelId, body: '秘密の文' });
  await a.command('message:edit', { messageId: sent.id, body: '直した文' });
  expect(await b.answer('message:edit', { messageId: sent.id, body: '人の文' })).toMatchObject({
    error: { code: 'not_allowed' },
  });
  await b.command('message:stamp', { messageId: sent.id, stampId, on: true });
  await b.event('message:stamped');
  const page = await b.get<MessagePage>(`/api/channels/${channelId}/messages`);
  expect(page.data.messages[0]).toMatchObject({
    body: '直した文',
    stamps: [{ stampId, personIds: [ken.id] }],
  });
  await r.command('message:redact', { messageId: sent.id, reason: '個人情報', keepYears: 5 });
  const after = await b.get<MessagePage>(`/api/channels/${channelId}/messages`);
  expect(after.data.messages[0]).toMatchObject({ body: '' });
  const resumed = await b.resume({ [channelScope(channelId)]: 0 });
  expect(JSON.stringify(resumed)).not.toMatch(/秘密の文|直した文/);
  const stored = await house.platform
    .sql`select data::text from event where scope = ${channelScope(channelId)}`;
  expect(JSON.stringify(stored)).not.toMatch(/秘密の文|直した文/);
});

test('unread, for-you and the read mark agree on all devices', async () => {
  const channelId = await house.channel('未読', [hanako, ken]);
  const [a, b1, b2] = await Promise.all([house.connect(hanako), house.connect(ken), house.connect(ken)]);
  await a.command('message:send', { channelId, body: `<@p:${ken.id}> さん、お願いします` });
  await a.command('message:send', { channelId, body: 'ありがとう' });
  const entry = async () => (await b2.get<Start>('/api/start')).data.channels.find((c) => c.id === channelId);
  expect(await entry()).toMatchObject({ headNo: 2, readNo: 0, forYou: [1] });
  await b1.command('read:mark', { channelId, no: 2 });
  expect(await b2.event('read:moved')).toMatchObject({
    data: { channelId, readNo: 2, unreadFrom: null, forYou: null },
  });
  expect(await entry()).toMatchObject({ readNo: 2, forYou: [] });
  await b1.command('read:unread-from', { channelId, no: 1 });
  expect(await entry()).toMatchObject({ readNo: 2, unreadFrom: 1, forYou: [1] });
});

test('a read mark that comes late leaves a ここから未読 set after it', async () => {
  const channelId = await house.channel('遅れた既読', [hanako, ken]);
  const [a, b] = await Promise.all([house.connect(hanako), house.connect(ken)]);
  await a.command('message:send', { channelId, body: '一つめ' });
  await a.command('message:send', { channelId, body: '二つめ' });
  const start = async () => (await b.get<Start>('/api/start')).data;
  const entry = async () => (await start()).channels.find((c) => c.id === channelId);
  const heard = async () => (await start()).cursors[userScope(ken.id)] ?? 0;
  const early = await heard();
  await b.command('read:mark', { channelId, no: 1, heard: early });
  await b.command('read:unread-from', { channelId, no: 1 });
  await b.command('read:mark', { channelId, no: 1, heard: early });
  expect(await entry()).toMatchObject({ readNo: 1, unreadFrom: 1 });
  await b.command('read:mark', { channelId, no: 2, heard: early });
  expect(await entry()).toMatchObject({ readNo: 2, unreadFrom: 1 });
  const moved = b.events.filter(({ type }) => type === 'read:moved').at(-1);
  expect(moved).toMatchObject({ data: { readNo: 2, unreadFrom: 1 } });
  await b.command('read:mark', { channelId, no: 2, heard: await heard() });
  expect(await entry()).toMatchObject({ readNo: 2, unreadFrom: null });
});

test('what is sent after a removal never reaches the removed', async () => {
  const channelId = await house.channel('退室', [hanako, ken]);
  const [a, b] = await Promise.all([house.connect(hanako), house.connect(ken)]);
  await a.command('message:send', { channelId, body: '前' });
  await a.command('member:remove', { channelId, personId: ken.id });
  await a.command('message:send', { channelId, body: '後' });
  await b.event('channel:left');
  await b.settle();
  const heard = b.events.filter((e) => e.type === 'message:sent');
  expect(heard).toHaveLength(1);
  expect(b.closedScopes).toContain(channelScope(channelId));
});

test('a channel of 機密性3 does not exist over the internet', async () => {
  const channelId = await house.channel('機密', [hanako, ken], { label: '3C' });
  const inside = await house.connect(hanako);
  const outside = await house.connect(ken, 'internet');
  await inside.command('message:send', { channelId, body: `<@p:${ken.id}> 内密` });
  expect((await outside.get(`/api/channels/${channelId}/messages`)).status).toBe(404);
  const start = await outside.get<Start>('/api/start');
  expect(start.data.channels.find((c) => c.id === channelId)).toBeUndefined();
  expect(JSON.stringify((await outside.get('/api/notices')).data)).not.toContain('内密');
  await outside.settle();
  expect(outside.events).toEqual([]);
});

test('個人番号 is refused with its own answer', async () => {
  const channelId = await house.channel('番号', [hanako]);
  const a = await house.connect(hanako);
  expect(await a.answer('message:send', { channelId, body: '番号は 123456789018 です' })).toMatchObject({
    ok: false,
    error: { code: 'my_number', retry: false },
  });
});

test('a 個人番号 with a reason is on the record once, and only if it was sent', async () => {
  const administrator = await house.person('管理 一', { roles: ['system', 'audit'] });
  const admin = await house.connect(administrator);
  const channelId = await house.channel('税の窓口', [hanako]);
  const [a, c] = await Promise.all([house.connect(hanako), house.connect(outsider)]);
  const sending = { channelId, body: '番号は 123456789018 です', myNumberReason: '税の手続き' };
  const recorded = async () => {
    const log = await admin.get<AuditPage>('/api/admin/audit?action=message:my-number');
    return log.data.entries.map(({ actorId, targetId, detail }) => ({ actorId, targetId, detail }));
  };

  await admin.command('hall:change', { myNumberWithReason: true });
  expect(await c.answer('message:send', sending)).toMatchObject({ ok: false });
  expect(await recorded()).toEqual([]);

  const clientId = newId();
  const tried = await Promise.all(
    Array.from({ length: 3 }, () => a.command('message:send', { ...sending, clientId })),
  );
  expect(new Set(tried.map(({ id }) => id)).size).toBe(1);
  await admin.command('hall:change', { myNumberWithReason: false });
  expect(await a.command('message:send', { ...sending, clientId })).toEqual(tried[0]);
  expect(await recorded()).toEqual([
    { actorId: hanako.id, targetId: channelId, detail: { clientId, reason: '税の手続き' } },
  ]);
});
