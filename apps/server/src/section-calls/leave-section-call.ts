import type { CommandParsed } from '@engawa/contract/socket';
import type { Tx } from '@engawa/db/transact';
import { AppError } from '#platform/errors.ts';
import { publish } from '#platform/live/publish.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { finishSectionCall } from './finish-section-call.ts';
import { hasWaited } from './policy.ts';
import { lockSectionCall, refuseRing, sectionCallById } from './queries.ts';
import { stepSectionCall } from './step-section-call.ts';

type Done = Record<string, never>;

/** あとで: this person is not rung by it again; where nobody is left it goes on. */
export async function refuseSectionCall(
  tx: Tx,
  me: Me,
  { sectionCallId }: CommandParsed<'section-call:refuse'>,
  platform: Platform,
): Promise<Done> {
  const call = await lockSectionCall(tx, sectionCallId);
  const at = platform.clock.now();
  if (!call || !(await refuseRing(tx, sectionCallId, me.personId, at))) throw new AppError('not_found');
  // As if it had never been told so: everybody sees who is still rung.
  const events = await stepSectionCall(tx, platform, { ...call, ahead: -1 });
  await publish(tx, platform.live.deliver, at, events);
  return {};
}

/** やめる, or 折り返しをたのむ: the caller gives up. */
export async function cancelSectionCall(
  tx: Tx,
  me: Me,
  { sectionCallId, wantsMemo }: CommandParsed<'section-call:cancel'>,
  platform: Platform,
): Promise<Done> {
  const call = await lockSectionCall(tx, sectionCallId);
  if (call?.callerId !== me.personId) {
    const was = call ?? (await sectionCallById(tx, sectionCallId));
    throw new AppError(was?.callerId === me.personId ? 'call_over' : 'not_found');
  }
  const at = platform.clock.now();
  const waited = hasWaited(call.offeredAt, at) ? { ask: 'called' as const } : {};
  const events = wantsMemo
    ? await finishSectionCall(tx, platform, call, { state: 'memo', ask: 'call_back' })
    : await finishSectionCall(tx, platform, call, { state: 'cancelled', ...waited });
  await publish(tx, platform.live.deliver, at, events);
  return {};
}
