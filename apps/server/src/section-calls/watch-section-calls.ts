import { transact } from '@engawa/db/transact';
import { publish } from '#platform/live/publish.ts';
import type { Platform } from '#platform/platform.ts';
import { lookAgain, takeDue, type SectionCallRow } from './queries.ts';
import { stepSectionCall } from './step-section-call.ts';

const everyMs = 500;
const putOffMs = 10_000;

/** Looks at every open call once a second. The times are rows, so a restart forgets none. */
export function watchSectionCalls(platform: Platform): () => Promise<void> {
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= stepAll(platform)
      .catch((error: unknown) =>
        platform.log.warn({ err: error }, 'calls to sections could not be read; trying again'),
      )
      .finally(() => (running = undefined));
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

/** Looks at all that is due now, one call a transaction. One that fails is put off, and keeps no other waiting. */
export async function stepAll(platform: Platform): Promise<void> {
  for (;;) {
    const due: { call?: SectionCallRow } = {};
    try {
      await transact(platform.db, async (tx) => {
        const call = await takeDue(tx, platform.clock.now());
        if (!call) return;
        due.call = call;
        await publish(
          tx,
          platform.live.deliver,
          platform.clock.now(),
          await stepSectionCall(tx, platform, call),
        );
      });
    } catch (error) {
      if (!due.call) throw error;
      platform.log.error({ err: error, call: due.call.id }, 'a call to a section could not be looked at');
      await lookAgain(platform.db, due.call.id, new Date(platform.clock.now().getTime() + putOffMs));
    }
    if (!due.call) return;
  }
}
