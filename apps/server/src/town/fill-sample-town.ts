import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { SampleTownFilled } from '@engawa/contract/setup';
import { transact } from '@engawa/db/transact';
import { phoneListCsv, town } from '@engawa/sample-town/town';
import { whereabouts } from '@engawa/sample-town/whereabouts';
import { followSections } from '../channels/follow-sections.ts';
import { bringIn } from '../people/phone-list/import-list.ts';
import { writeWhereabouts } from '../presence/write-whereabouts.ts';
import { businessDay } from '#platform/clock.ts';
import { AppError } from '#platform/errors.ts';
import { writeHall } from '#platform/hall.ts';
import type { Platform } from '#platform/platform.ts';
import { preparePassword, setPreparedPassword } from '../sessions/prepare-password.ts';
import { demoPassword } from './demo-password.ts';
import { giveRoles, isEmpty, peopleByStaffNo } from './queries.ts';
import { writeConversations } from './write-conversations.ts';
import { writeMemos } from './write-memos.ts';

const rolesOf = { administrator: ['system', 'audit', 'records'], 'section head': [], clerk: [] } as const;

type Account = SampleTownFilled['accounts'][number];

/**
 * Fills an empty database with the sample town: its phone list comes in like a city's own, then the
 * channels and the talk. Answers three people to sign in as; on a database with people it does nothing.
 */
export async function fillSampleTown(platform: Platform): Promise<Account[] | undefined> {
  const { db, clock } = platform;
  if (!(await isEmpty(db))) return undefined;
  const now = clock.now();
  const today = businessDay(now);
  const sample = town(today);
  const list = { bytes: phoneListCsv(), corrections: [], leaveOut: [], left: 'keep' as const, close: [] };
  await transact(db, (tx) => bringIn(tx, platform, null, list));
  await followSections(platform);
  const accounts = await Promise.all(
    sample.accounts.map(async (account) => {
      const password = demoPassword();
      return { ...account, password, hash: await preparePassword(password, []) };
    }),
  );
  await transact(db, async (tx) => {
    await writeConversations(tx, sample, now);
    const people = await peopleByStaffNo(tx);
    const shown = new Set(accounts.map(({ staffNo }) => staffNo));
    const standing = whereabouts(shown).map(({ staffNo, untilMinutes, ...rest }) => {
      const until = untilMinutes === null ? null : new Date(toTenMinutes(now, untilMinutes));
      return { ...rest, personId: people.get(staffNo) ?? '', until };
    });
    await writeWhereabouts(tx, platform, standing);
    for (const { staffNo, hash, role } of accounts) {
      const personId = people.get(staffNo);
      if (!personId) throw new AppError('unexpected');
      await setPreparedPassword(tx, clock, personId, hash);
      await giveRoles(tx, personId, rolesOf[role], now);
    }
    const second = people.get(sample.secondAdministrator);
    if (!second) throw new AppError('unexpected');
    await giveRoles(tx, second, ['system'], now);
    await writeHall(tx, { hallName: sample.hallName, helpLine: '情報政策課（内線2170）' }, now);
  });
  await writeMemos(platform, sample);
  const told = accounts.map(({ staffNo, password, name }) => ({ login: staffNo, password, name }));
  await writeFile(path.join(platform.env.dataDir, 'demo-accounts.json'), JSON.stringify(told, null, 2), {
    mode: 0o600,
  });
  return told;
}

const tenMinutes = 600_000;

/** Clerks say 11:00 or 11:30, never 11:07. A time that is past stays as it is. */
function toTenMinutes(now: Date, minutes: number): number {
  const at = now.getTime() + minutes * 60_000;
  return minutes < 0 ? at : Math.ceil(at / tenMinutes) * tenMinutes;
}
