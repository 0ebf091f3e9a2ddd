import type { Tx } from '@engawa/db/transact';
import { publish, type NewEvent } from '#platform/live/publish.ts';
import type { Platform } from '#platform/platform.ts';
import { leaveKnockMemo } from './leave-knock-memo.ts';
import { endOf } from './policy.ts';
import { openOf, turnKnock, type KnockRow } from './queries.ts';
import { tellKnock } from './tell-knock.ts';

export const openStates = ['asked', 'promised', 'due', 'agreed'];

/** What nobody answered in time becomes a memo; where nobody can take one, it is over all the same. */
export async function endUnanswered(tx: Tx, platform: Platform, knock: KnockRow): Promise<NewEvent[]> {
  const at = platform.clock.now();
  const left = await leaveKnockMemo(tx, platform, knock);
  const over = { ...endOf(left ? 'memo' : 'withdrawn', at), memoId: left?.memoId ?? null };
  const ended = await turnKnock(tx, knock.id, openStates, over);
  return ended ? [...(await tellKnock(tx, ended)), ...(left?.events ?? [])] : [];
}

/** Ends what a person asked, or was asked, who may not be here any more. */
export async function endKnocksOf(tx: Tx, platform: Platform, personId: string): Promise<void> {
  const at = platform.clock.now();
  const events: NewEvent[] = [];
  for (const knock of await openOf(tx, personId)) {
    if (knock.askerId === personId) {
      const gone = await turnKnock(tx, knock.id, openStates, endOf('withdrawn', at));
      if (gone) events.push(...(await tellKnock(tx, gone)));
    } else events.push(...(await endUnanswered(tx, platform, knock)));
  }
  await publish(tx, platform.live.deliver, at, events);
}
