import type { Tx } from '@engawa/db/transact';
import { runDueOf, watchDueOf, type DueRows } from '#platform/due.ts';
import type { NewEvent } from '#platform/live/publish.ts';
import type { Platform } from '#platform/platform.ts';
import { finishCall } from './finish-call.ts';
import { leaveCall } from './leave-call.ts';
import { cutMs } from './policy.ts';
import { legsOf, putOff, setDue, takeDue, turnCall, turnLeg, type CallRow } from './queries.ts';
import { tellCalls } from './tell-calls.ts';

const dueCalls: DueRows<CallRow> = { what: 'a call', take: takeDue, run: runOne, putOff };

/** Looks regularly for calls whose time has come. */
export const watchDue = (platform: Platform): (() => Promise<void>) => watchDueOf(platform, dueCalls);

/** Does all that is due now. */
export const runDue = (platform: Platform): Promise<void> => runDueOf(platform, dueCalls);

async function runOne(tx: Tx, platform: Platform, call: CallRow): Promise<void> {
  const besides =
    call.state === 'ringing'
      ? await finishCall(tx, platform, call, { from: ['ringing'], state: 'missed' })
      : await runLegs(tx, platform, call);
  await tellCalls(tx, platform, [call.id], besides);
}

/** Whose media is away is told to the others after a while, and leaves the call after a longer one. */
async function runLegs(tx: Tx, platform: Platform, { id }: CallRow): Promise<NewEvent[]> {
  const besides: NewEvent[] = [];
  const now = platform.clock.now().getTime();
  for (const leg of await legsOf(tx, [id])) {
    const away = leg.state === 'in' && leg.cutAt ? now - leg.cutAt.getTime() : 0;
    if (away >= cutMs.ends) besides.push(...((await leaveCall(tx, platform, leg, 'cut')) ?? []));
    else if (away >= cutMs.told && !leg.cutTold) await turnLeg(tx, leg, ['in'], { cutTold: true });
    else if (leg.state === 'ringing' && leg.ringUntil && leg.ringUntil.getTime() <= now)
      besides.push(...((await leaveCall(tx, platform, leg, 'hung-up')) ?? []));
  }
  await turnCall(tx, id, ['answered'], {});
  await setDue(tx, id);
  return besides;
}
