import type { Database } from '@engawa/db/connect';
import { newId } from '@engawa/db/id';
import type { SectionLine } from '@engawa/contract/section-calls';

/** A section that answers at every hour of every day, so that a test does not hang on the clock. */
export const alwaysOpen: SectionLine = {
  mode: 'all',
  ringSeconds: 30,
  turnSeconds: 15,
  queueSeconds: 120,
  overflowSectionId: null,
  afterHoursSectionId: null,
  hours: { opens: '00:00', closes: '23:59', weekdays: [0, 1, 2, 3, 4, 5, 6], onHolidays: true },
  rota: [],
};

/** A call to the section of somebody, who is rung now; whatever rang before is gone. */
export async function ringingSection(
  db: Database,
  callerId: string,
  rungId: string,
): Promise<{ rungSection: string; sectionCall: string }> {
  await db.deleteFrom('sectionCallRing').execute();
  await db.deleteFrom('sectionCall').execute();
  const post = await db
    .selectFrom('post')
    .select('sectionId')
    .where('personId', '=', rungId)
    .executeTakeFirstOrThrow();
  const section = post.sectionId ?? '';
  const id = newId();
  const at = new Date();
  const who = { id, sectionId: section, ringsIn: section, callerId, callerDevice: newId(), label: '2' };
  const waitsUntil = new Date(at.getTime() + 30_000);
  await db
    .insertInto('sectionCall')
    .values({ ...who, state: 'ringing', offeredAt: at, waitsUntil })
    .execute();
  await db
    .insertInto('sectionCallRing')
    .values({ sectionCallId: id, personId: rungId, state: 'ringing', since: at })
    .execute();
  return { rungSection: section, sectionCall: id };
}
