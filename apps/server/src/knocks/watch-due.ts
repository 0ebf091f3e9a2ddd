import { Zone } from '@engawa/contract/labels';
import type { Tx } from '@engawa/db/transact';
import { runDueOf, watchDueOf, type DueRows } from '#platform/due.ts';
import { AppError } from '#platform/errors.ts';
import { publish } from '#platform/live/publish.ts';
import type { Platform } from '#platform/platform.ts';
import { endUnanswered } from './end-knocks-of.ts';
import { endOf, waitMs } from './policy.ts';
import { forgetWords, haveTalked, putOff, takeDue, turnKnock, type KnockRow } from './queries.ts';
import { ringNow } from './ring-now.ts';
import { tellKnock } from './tell-knock.ts';

const dueKnocks: DueRows<KnockRow> = { what: 'a knock', take: takeDue, run: runOne, putOff };

/** Looks regularly for questions whose time has come. The times are rows, so a restart forgets none. */
export const watchDue = (platform: Platform): (() => Promise<void>) => watchDueOf(platform, dueKnocks);

/** Does all that is due now. */
export const runDue = (platform: Platform): Promise<void> => runDueOf(platform, dueKnocks);

async function runOne(tx: Tx, platform: Platform, knock: KnockRow): Promise<void> {
  if (knock.endedAt) return forgetWords(tx, knock.id);
  if (knock.state === 'agreed') return ringAsker(tx, platform, knock);
  const { personId, askerId, askedAt } = knock;
  const at = platform.clock.now();
  const tell = async (row: KnockRow | undefined) =>
    publish(tx, platform.live.deliver, at, row ? await tellKnock(tx, row) : []);
  if (personId && !knock.holds && (await haveTalked(tx, askerId, personId, askedAt))) {
    await tell(await turnKnock(tx, knock.id, [knock.state], { ...endOf('talked', at), seenAt: at }));
  } else if (knock.state === 'promised') {
    await tell(await turnKnock(tx, knock.id, ['promised'], isTime(at)));
  } else await publish(tx, platform.live.deliver, at, await endUnanswered(tx, platform, knock));
}

/** Both are reminded, and either begins the call. */
const isTime = (at: Date) => ({ state: 'due', dueAt: new Date(at.getTime() + waitMs.due) });

/** The page that asked has not joined: it is closed, or lies in the background. */
async function ringAsker(tx: Tx, platform: Platform, knock: KnockRow): Promise<void> {
  const { answererId, answererDevice, answererSessionId, answererZone } = knock;
  if (answererId === null || answererDevice === null || answererSessionId === null) return;
  const answerer = {
    personId: answererId,
    sessionId: answererSessionId,
    zone: Zone.parse(answererZone),
    roles: [],
    address: '',
  };
  try {
    await ringNow(tx, answerer, knock, answererDevice, platform);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // Who answered talks to somebody else by now: it stays open for both.
    const at = platform.clock.now();
    const back = await turnKnock(tx, knock.id, ['agreed', 'talked'], {
      ...isTime(at),
      endedAt: null,
      seenAt: null,
    });
    await publish(tx, platform.live.deliver, at, back ? await tellKnock(tx, back) : []);
  }
}
