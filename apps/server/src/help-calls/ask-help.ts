import type { CommandParsed } from '@engawa/contract/socket';
import { newId } from '@engawa/db/id';
import type { Tx } from '@engawa/db/transact';
import { businessDay } from '#platform/clock.ts';
import { AppError } from '#platform/errors.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { callLabel, mayTalk } from '../calls/policy.ts';
import { checkText } from '../memos/policy.ts';
import { peopleInSection, sectionStands } from '../people/in-section.ts';
import { listFree } from '../presence/read-standing.ts';
import { waitsMs, type Asker } from './policy.ts';
import { addHeard, helpById, insertHelp, openOf, wholeOf } from './queries.ts';
import { tellHelp } from './tell-help.ts';

type Wanted = { sectionId: string; place: string };

/** The free colleagues of a section hear without a sound that somebody is wanted. */
export async function askHelp(
  tx: Tx,
  me: Me,
  { sectionId, place }: CommandParsed<'help:ask'>,
  platform: Platform,
): Promise<{ helpCallId: string }> {
  if (!mayTalk(platform.zones, me)) throw new AppError('no_calls_here');
  return beginHelp(tx, platform, { personId: me.personId }, { sectionId, place });
}

/** The same for whoever asks. While one of the same asker is open, that one is answered. */
export async function beginHelp(
  tx: Tx,
  platform: Platform,
  asker: Asker,
  { sectionId, place }: Wanted,
): Promise<{ helpCallId: string }> {
  checkText(place);
  const now = platform.clock.now();
  const today = businessDay(now);
  if (!(await sectionStands(tx, sectionId, today))) throw new AppError('not_found');
  const askerId = 'personId' in asker ? asker.personId : null;
  const others = (people: string[]) => people.filter((id) => id !== askerId);
  const near = await listFree(tx, others(await peopleInSection(tx, sectionId, today)), platform);
  const whole = await wholeOf(tx, sectionId);
  const isWide = near.length === 0 && whole !== sectionId;
  const told = isWide ? await listFree(tx, others(await peopleInSection(tx, whole, today)), platform) : near;
  // Nobody could come: that is said at once instead of after a wait.
  const isOver = told.length === 0;
  const waits = isWide || whole === sectionId ? waitsMs.whole : waitsMs.section;
  const id = newId();
  const isNew = await insertHelp(tx, {
    id,
    state: isOver ? 'unanswered' : 'open',
    askerId,
    placeId: 'placeId' in asker ? asker.placeId : null,
    placeName: 'placeId' in asker ? asker.placeName : '',
    sectionId,
    place,
    label: callLabel,
    isWide,
    askedAt: now,
    dueAt: isOver ? null : new Date(now.getTime() + waits),
    endedAt: isOver ? now : null,
  });
  if (!isNew) {
    const open = await openOf(tx, 'personId' in asker ? asker.personId : asker.placeId);
    // It was over between the two statements: asking again begins a new one.
    if (!open) throw new AppError('unavailable', { retryAfterMs: 500 });
    return { helpCallId: open.id };
  }
  await addHeard(tx, id, told);
  const row = await helpById(tx, id);
  if (row) await tellHelp(tx, platform, row);
  return { helpCallId: id };
}
