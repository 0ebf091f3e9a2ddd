import { hash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuditPage } from '@engawa/contract/admin';
import type { MessagePage } from '@engawa/contract/messages';
import type { RedactedOriginal, RedactionPage, RedactionTarget } from '@engawa/contract/redactions';
import { newId } from '@engawa/db/id';
import { testHouse, type Made, type TestHouse } from '@engawa/infra/test-house';

let house: TestHouse;
let hanako: Made;
let records: Made;

beforeAll(async () => {
  house = await testHouse();
  hanako = await house.person('花子');
  records = await house.person('記録 担当', { roles: ['records', 'audit'] });
});
afterAll(() => house.stop());

test('a message is found by its link, redacted with reason and term, and its original read on the record', async () => {
  const channelId = await house.channel('収納係', [hanako]);
  const [writer, keeper] = await Promise.all([house.connect(hanako), house.connect(records)]);
  const sent = await writer.command('message:send', { channelId, body: '住所は羽咋町1番地' });
  await writer.command('message:edit', { messageId: sent.id, body: '住所は旭町2番地' });
  const target = await keeper.get<RedactionTarget>(
    `/api/redactions/target?channelId=${channelId}&no=${sent.no}`,
  );
  expect(target.data).toMatchObject({
    messageId: sent.id,
    channelName: '収納係',
    authorName: '花子',
    redactedAt: null,
  });
  expect(JSON.stringify(target.data)).not.toContain('町');

  await keeper.command('message:redact', { messageId: sent.id, reason: '市民の住所', keepYears: 10 });
  const page = await writer.get<MessagePage>(`/api/channels/${channelId}/messages`);
  expect(page.data.messages[0]).toMatchObject({ body: '' });
  const list = await keeper.get<RedactionPage>('/api/redactions');
  expect(list.data.redactions[0]).toMatchObject({
    messageId: sent.id,
    reason: '市民の住所',
    redactedByName: '記録 担当',
    termUntil: expect.stringMatching(/^\d{4}-03-31$/),
  });
  expect(JSON.stringify(list.data)).not.toContain('町');

  const original = await keeper.get<RedactedOriginal>(`/api/redactions/${sent.id}/original`);
  expect(original.data.body).toBe('住所は旭町2番地');
  expect(original.data.revisions.map(({ body }) => body)).toEqual(['住所は羽咋町1番地']);
  const audit = await keeper.get<AuditPage>('/api/admin/audit?action=message:original-read');
  expect(audit.data.entries[0]).toMatchObject({ actorName: '記録 担当', targetId: sent.id });
});

test('a second redaction, and one without a term, are refused', async () => {
  const channelId = await house.channel('総務課', [hanako]);
  const [writer, keeper] = await Promise.all([house.connect(hanako), house.connect(records)]);
  const { id: messageId } = await writer.command('message:send', { channelId, body: '消す文' });
  const termless = { messageId, reason: '理由' };
  const told = await keeper.post('/api/commands/message:redact', { clientId: messageId, ...termless });
  expect(told.status).toBe(400);
  await keeper.command('message:redact', { messageId, reason: '理由', keepYears: 1 });
  const again = await keeper.answer('message:redact', { messageId, reason: '理由', keepYears: 1 });
  expect(again).toMatchObject({ ok: false, error: { code: 'not_found' } });
});

test('outside the house, what a label shuts is neither listed nor read nor redacted', async () => {
  const channelId = await house.channel('人事', [hanako], { label: '3A' });
  const [writer, inside, outside] = await Promise.all([
    house.connect(hanako),
    house.connect(records),
    house.connect(records, 'internet'),
  ]);
  const [kept, later] = [
    await writer.command('message:send', { channelId, body: '内示' }),
    await writer.command('message:send', { channelId, body: '内示の続き' }),
  ];
  await inside.command('message:redact', { messageId: kept.id, reason: '内示', keepYears: 5 });
  const list = await outside.get<RedactionPage>('/api/redactions');
  expect(list.data.redactions.map(({ messageId }) => messageId)).not.toContain(kept.id);
  expect((await outside.get(`/api/redactions/${kept.id}/original`)).status).toBe(404);
  expect((await outside.get(`/api/redactions/target?channelId=${channelId}&no=${later.no}`)).status).toBe(
    404,
  );
  expect(
    await outside.answer('message:redact', { messageId: later.id, reason: '内示', keepYears: 5 }),
  ).toMatchObject({ ok: false, error: { code: 'not_found' } });
});

test('of a redacted text nothing is left anywhere, not even a hash that would confirm a guess', async () => {
  const channelId = await house.channel('福祉課', [hanako]);
  const [writer, keeper] = await Promise.all([house.connect(hanako), house.connect(records)]);
  const texts = ['けんさん 0901111', 'たろう 0902222', 'はなこ 0903333'];
  const [first = '', second = '', third = ''] = texts;
  const { id: messageId } = await writer.command('message:send', {
    channelId,
    body: `<@p:${hanako.id}> ${first}`,
  });
  const clientId = newId();
  await writer.command('message:edit', { messageId, clientId, body: second });
  await writer.command('message:edit', { messageId, body: third });
  await writer.command('message:send', { channelId, body: '引用', quoteId: messageId });
  await writer.get('/api/notices');
  const before = await everything();
  expect(texts.filter((text) => before.includes(text))).toEqual(texts);

  const hashed = (...known: string[]) => known.map((text) => hash('sha256', text));
  const edited = (body: string) => `message:edit${JSON.stringify({ messageId, body })}`;
  const sent = (body: string) => `${channelId}\n\n${body}`;
  const kept = hashed(edited(second), edited(third), sent(`<@p:${hanako.id}> ${first}`));
  expect(kept.filter((known) => before.includes(known))).toEqual(kept);

  await keeper.command('message:redact', { messageId, reason: '理由', keepYears: 1 });
  const left = await everything();
  expect(texts.filter((text) => left.includes(text))).toEqual([]);
  const guesses = [...kept, ...hashed(edited(first), sent(second), sent(third), ...texts)];
  expect(guesses.filter((known) => left.includes(known))).toEqual([]);
  // A retry of the edit is still known by its id.
  expect(await writer.command('message:edit', { messageId, clientId, body: second })).toEqual({});
});

/** The text of every table in every schema, except where the restricted originals are kept. */
async function everything(): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema') and tablename <> 'message_redaction'`.execute(
    house.db,
  );
  const texts = tables.map(async ({ name }) => {
    const { rows } = await sql<{ text: string }>`select t::text as text from ${sql.raw(name)} t`.execute(
      house.db,
    );
    return rows.map(({ text }) => text).join('\n');
  });
  return (await Promise.all(texts)).join('\n');
}
