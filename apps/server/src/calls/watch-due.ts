import { transact, type Tx } from '@engawa/db/transact';
import type { NewEvent } from '#platform/live/publish.ts';
import type { Platform } from '#platform/platform.ts';
import { finishCall } from './finish-call.ts';
import { leaveCall } from './leave-call.ts';
import { cutMs } from './policy.ts';
import { legsOf, putOff, setDue, takeDue, turnCall, turnLeg, type CallRow } from './queries.ts';
import { tellCalls } from './tell-calls.ts';

const everyMs = 500;
const putOffMs = 10_000;

/** Looks regularly for calls whose time has come. The times are rows, so a restart forgets none. */
export function watchDue(platform: Platform): () => Promise<void> {
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= runDue(platform)
      .catch((error: unknown) =>
        platform.log.warn({ err: error }, 'calls that are due could not be read; trying again'),
      )
      .finally(() => (running = undefined));
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

/** Does all that is due now, one call a transaction. One that fails is put off, and keeps no other waiting. */
export async function runDue(platform: Platform): Promise<void> {
  for (;;) {
    const due: { call?: CallRow } = {};
    try {
      await transact(platform.db, async (tx) => {
        const call = await takeDue(tx, platform.clock.now());
        if (!call) return;
        due.call = call;
        await runOne(tx, platform, call);
      });
    } catch (error) {
      if (!due.call) throw error;
      platform.log.error({ err: error, call: due.call.id }, 'a call that is due could not be ended');
      await putOff(platform.db, due.call.id, new Date(platform.clock.now().getTime() + putOffMs));
    }
    if (!due.call) return;
  }
}

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
