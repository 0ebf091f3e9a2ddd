import type { SectionCall } from '@engawa/contract/section-calls';
import type { CommandParsed } from '@engawa/contract/socket';
import { newId } from '@engawa/db/id';
import type { Tx } from '@engawa/db/transact';
import { readBusinessTime } from '#platform/business-time.ts';
import { businessDay } from '#platform/clock.ts';
import { AppError } from '#platform/errors.ts';
import { publish } from '#platform/live/publish.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { callLabel, mayTalk } from '../calls/policy.ts';
import { checkText } from '../memos/policy.ts';
import { sectionStands } from '../people/in-section.ts';
import { finishSectionCall } from './finish-section-call.ts';
import { isOpenAt } from './policy.ts';
import { presentSectionCall } from './present.ts';
import { insertSectionCall, ringsOf, sectionCallById, talks } from './queries.ts';
import { readLine, stepSectionCall } from './step-section-call.ts';

/** 収納係にかける: rings whoever of the section is here and free; outside of its hours 宿日直, or a memo at once. */
export async function offerSectionCall(
  tx: Tx,
  me: Me,
  { sectionId, about, device }: CommandParsed<'section-call:offer'>,
  platform: Platform,
): Promise<SectionCall> {
  if (!mayTalk(platform.zones, me)) throw new AppError('no_calls_here');
  checkText(about);
  const now = platform.clock.now();
  if (!(await sectionStands(tx, sectionId, businessDay(now)))) throw new AppError('not_found');
  if (await talks(tx, me.personId)) throw new AppError('in_a_call');

  const line = await readLine(tx, sectionId);
  const isOpen = isOpenAt(line, await readBusinessTime(tx), now);
  const id = newId();
  const call = await insertSectionCall(tx, {
    id,
    sectionId,
    ringsIn: isOpen ? sectionId : (line.afterHoursSectionId ?? sectionId),
    callerId: me.personId,
    callerDevice: device,
    about,
    label: callLabel,
    state: 'waiting',
    offeredAt: now,
    waitsUntil: new Date(now.getTime() + line.ringSeconds * 1000),
    dueAt: now,
  });
  if (!call) throw new AppError('in_a_call');
  const isMemoNow = !isOpen && line.afterHoursSectionId === null;
  const events = isMemoNow
    ? await finishSectionCall(tx, platform, call, { state: 'memo', ask: 'call_back' })
    : await stepSectionCall(tx, platform, call);
  await publish(tx, platform.live.deliver, now, events);
  const row = (await sectionCallById(tx, id)) ?? call;
  // What a command answers is remembered for ever: its words come by the event only.
  return presentSectionCall(row, await ringsOf(tx, [id]), false);
}
