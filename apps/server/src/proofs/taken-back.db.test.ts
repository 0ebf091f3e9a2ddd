import { afterAll, beforeAll, expect, test } from 'vitest';
import { channelScope } from '@engawa/contract/scopes';
import { newId } from '@engawa/db/id';
import { testDatabase } from '../../../../infra/test-database.ts';
import { testHouse, type Made, type TestHouse } from '../../../../infra/test-house.ts';

// A text that was hidden or redacted is looked for in everything that a member can still ask for: on the
// node where it was written, which holds its newest events, on another that heard of it, and in the tables.

const deadBus = { REDIS_URL: 'redis://127.0.0.1:1' };
const texts = /内示の原案|内示の直し/;

let one: TestHouse;
let other: TestHouse;
let author: Made;
let reader: Made;
let records: Made;

beforeAll(async () => {
  const database = await testDatabase();
  one = await testHouse(deadBus, database);
  other = await testHouse(deadBus, { url: database.url, drop: async () => {} });
  author = await one.person('中出 さやか');
  reader = await one.person('松井 健');
  records = await one.person('渡邉 光', { roles: ['records'] });
});
afterAll(async () => {
  await other.stop();
  await one.stop();
});

const ways = ['message:hide', 'message:redact'] as const;

test.each(ways)('after %s nobody is told the text again, wherever they resume from', async (way) => {
  const channelId = await one.channel(`人事 ${way}`, [author, reader]);
  const scope = channelScope(channelId);
  const [writes, here, there, recorder] = await Promise.all([
    one.connect(author),
    one.connect(reader),
    other.connect(reader),
    one.connect(records),
  ]);
  const clientId = newId();
  const body = `内示の原案 <@p:${reader.id}>`;
  const said = { channelId, clientId, body };
  const sent = await writes.command('message:send', said);
  const quoting = await here.command('message:send', { channelId, body: '承知しました', quoteId: sent.id });
  await writes.command('message:edit', { messageId: sent.id, body: `内示の直し <@p:${reader.id}>` });
  await there.event('message:edited');
  const messageId = sent.id;
  if (way === 'message:hide') await writes.command('message:hide', { messageId });
  else await recorder.command('message:redact', { messageId, reason: '個人情報', keepYears: 5 });
  await there.event(way === 'message:hide' ? 'message:hidden' : 'message:redacted');

  for (const colleague of [here, there]) {
    const asked = [
      await colleague.resume({ [scope]: 0 }),
      await colleague.socket.timeout(8000).emitWithAck('live:fill', { scope, after: 0, upTo: 9 }),
      await colleague.get(`/api/channels/${channelId}/messages`),
      await colleague.get(`/api/messages/${messageId}`),
      await colleague.get(`/api/messages/${messageId}/revisions`),
      await colleague.get(`/api/messages/quoted?ids=${messageId}`),
      await colleague.get('/api/notices'),
      await colleague.get('/api/start'),
    ];
    expect(asked.filter((answer) => texts.test(JSON.stringify(answer)))).toEqual([]);
    expect(JSON.stringify(asked)).toContain(quoting.id);
    const told = (await colleague.resume({ [scope]: 0 })).scopes[scope];
    expect(told?.events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(JSON.stringify(told?.events[0]?.data)).not.toContain(`"mentioned":["${reader.id}"]`);
  }
  // Its author, whose page retries after a lost answer, is answered with what is left of it.
  expect(await writes.command('message:send', said)).toMatchObject({ id: messageId, body: '' });

  // Guessing a short text from what stands beside it must not help either.
  const { sql } = one.platform;
  const kept = [
    await sql`select data::text from event where scope = ${scope}`,
    await sql`select result::text from command_result`,
    await sql`select detail::text from audit`,
  ];
  expect(JSON.stringify(kept)).not.toMatch(texts);
  const row = await one.db
    .selectFrom('message')
    .select(['body', 'bodyHash'])
    .where('id', '=', messageId)
    .executeTakeFirst();
  if (way === 'message:redact') expect(row).toMatchObject({ body: '', bodyHash: Buffer.alloc(0) });
  // What its author took back stays a record until its term ends.
  else expect(row?.body).toMatch(texts);
});
