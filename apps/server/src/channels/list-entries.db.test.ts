import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testHouse, type TestHouse } from '../../../../infra/test-house.ts';
import { entriesOf } from './queries.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.stop());

test("somebody's list never reads the messages of the whole hall", async () => {
  const hanako = await house.person('花子');
  const jiro = await house.person('次郎');
  const section = await house.channel('住民係', [hanako, jiro]);
  const author = await house.connect(jiro);
  const direct = await author.command('direct:open', { personIds: [hanako.id] });
  await author.command('message:send', { channelId: section, body: 'お知らせです' });
  const asked = await author.command('message:send', { channelId: direct.id, body: 'お手すきですか' });

  const { entries, wholeReads } = await house.db.transaction().execute(async (tx) => {
    // A small table is read whole anyway; so it is only where there is no other way.
    await sql`set local enable_seqscan = off`.execute(tx);
    const entries = await entriesOf(tx, hanako.id, house.platform.zones.opens('lgwan'));
    const told = sql<{ scans: number }>`select pg_stat_get_xact_numscans('message'::regclass) as scans`;
    return { entries, wholeReads: (await told.execute(tx)).rows[0]?.scans };
  });
  expect(entries).toContainEqual(expect.objectContaining({ id: direct.id, forYou: [asked.no] }));
  expect(wholeReads).toBe(0);
});
