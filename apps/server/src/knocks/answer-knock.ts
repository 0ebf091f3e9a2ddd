import type { CommandParsed } from '@engawa/contract/socket';
import type { Tx } from '@engawa/db/transact';
import { AppError } from '#platform/errors.ts';
import { publish } from '#platform/live/publish.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { mayTalk } from '../calls/policy.ts';
import { findKnock } from './find-knock.ts';
import { leavePromise } from './leave-knock-memo.ts';
import { answerable, endOf, promisedMs, waitMs } from './policy.ts';
import { talking, turnKnock } from './queries.ts';
import { ringNow } from './ring-now.ts';
import { tellKnock } from './tell-knock.ts';

type Done = Record<string, never>;

/** Answers a question. Of all who answer for a section the first one wins. */
export async function answerKnock(
  tx: Tx,
  me: Me,
  { knockId, answer, device }: CommandParsed<'knock:answer'>,
  platform: Platform,
): Promise<Done> {
  if (!mayTalk(platform.zones, me)) throw new AppError('no_calls_here');
  const { knock, isAsker } = await findKnock(tx, me, knockId);
  const from = answerable(knock.holds, answer);
  if (isAsker || from.length === 0) throw new AppError('not_allowed');
  const at = platform.clock.now();
  const said = {
    answer,
    answererId: me.personId,
    answererDevice: device,
    answererSessionId: me.sessionId,
    answererZone: me.zone,
  };
  const after = (ms: number) => new Date(at.getTime() + ms);
  const turn = async (set: { state: string; dueAt: Date; endedAt?: Date }) => {
    const turned = await turnKnock(tx, knockId, from, { ...said, ...set });
    if (!turned) throw new AppError('knock_over');
    return turned;
  };

  if (answer === 'now') {
    const inCalls = await talking(tx, [knock.askerId, me.personId]);
    if (inCalls.has(me.personId)) throw new AppError('in_a_call');
    const agreed = await turn({ state: 'agreed', dueAt: after(waitMs.agreed) });
    // Who talks already hears it ring, as any other call.
    if (inCalls.has(knock.askerId)) await ringNow(tx, me, agreed, device, platform);
    else await publish(tx, platform.live.deliver, at, await tellKnock(tx, agreed));
    return {};
  }
  const promised = promisedMs[answer];
  if (promised !== undefined) {
    const row = await turn({ state: 'promised', dueAt: after(promised) });
    await publish(tx, platform.live.deliver, at, await tellKnock(tx, row));
    return {};
  }
  // Turned before the memo is left: of two who promise to call back only one has it in hand.
  let ended = await turn(endOf('answered', at));
  const left = answer === 'calls-back' ? await leavePromise(tx, platform, ended, me.personId) : undefined;
  if (left) ended = (await turnKnock(tx, knockId, ['answered'], { memoId: left.memoId })) ?? ended;
  await publish(tx, platform.live.deliver, at, [...(await tellKnock(tx, ended)), ...(left?.events ?? [])]);
  return {};
}
