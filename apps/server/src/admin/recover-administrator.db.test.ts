import { afterAll, expect, test } from 'vitest';
import { connect } from '@engawa/db/connect';
import { newId } from '@engawa/db/id';
import { transact } from '@engawa/db/transact';
import { testDatabase } from '@engawa/infra/test-database';
import { systemClock } from '#platform/clock.ts';
import { recoverAdministrator } from './recover-administrator.ts';

const database = await testDatabase();
const { db } = connect(database.url, { max: 2 });
const clock = systemClock(0);
const id = newId();
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

test('a disabled person is administrator again, with a code, a row in the audit log and an event', async () => {
  const createdAt = clock.now();
  await db.insertInto('principal').values({ id, kind: 'person', createdAt }).execute();
  const person = { id, staffNo: '12031', name: '髙嶋 咲良', kana: 'タカシマ サクラ', createdAt };
  await db
    .insertInto('person')
    .values({ ...person, disabledAt: createdAt })
    .execute();

  const recovered = await transact(db, (tx) => recoverAdministrator(tx, clock, '12031'));
  expect(recovered).toMatchObject({ personId: id, name: '髙嶋 咲良' });
  expect(recovered?.code).toMatch(/^[A-Z0-9-]{8,}$/);
  expect(await db.selectFrom('roleGrant').select(['personId', 'role']).execute()).toEqual([
    { personId: id, role: 'system' },
  ]);
  expect(await db.selectFrom('person').select('disabledAt').executeTakeFirst()).toEqual({ disabledAt: null });
  expect(await db.selectFrom('audit').select(['action', 'actorId', 'targetId']).execute()).toEqual([
    { action: 'administrator:recovered', actorId: null, targetId: id },
  ]);

  // Done twice, it gives a new code and changes nothing else.
  const again = await transact(db, (tx) => recoverAdministrator(tx, clock, '12031'));
  expect(again?.code).not.toBe(recovered?.code);
  expect(await db.selectFrom('roleGrant').select('role').execute()).toHaveLength(1);
});

test('an unknown staff number changes nothing', async () => {
  expect(await transact(db, (tx) => recoverAdministrator(tx, clock, '99999'))).toBeUndefined();
});
