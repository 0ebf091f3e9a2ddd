import { transact } from '@engawa/db/transact';
import { businessDay } from '../platform/clock.ts';
import { publish } from '../platform/live/publish.ts';
import type { Platform } from '../platform/platform.ts';
import { addStep, mainSectionOf, takeOverdue, updateMemo, urgentPost } from './queries.ts';
import { tellMemo } from './tell-memo.ts';

/** Brings memos past their time to the section's list, and urgent ones to its post. Answers how many. */
export async function passOverdue(platform: Platform): Promise<number> {
  let passed = 0;
  while (await passNext(platform)) passed += 1;
  return passed;
}

/** One memo, one transaction: who works on another one meanwhile does not wait. */
async function passNext(platform: Platform): Promise<boolean> {
  return transact(platform.db, async (tx) => {
    const at = platform.clock.now();
    const memo = await takeOverdue(tx, at);
    if (!memo) return false;
    const today = businessDay(at);
    const holder = memo.ownerId ?? memo.personId;
    const sectionId = memo.sectionId ?? (holder ? await mainSectionOf(tx, holder, today) : null);
    const told = memo.urgent && sectionId ? await urgentPost(tx, sectionId, holder, today) : [];
    const late = await updateMemo(tx, memo.id, {
      overdueAt: at,
      sectionId,
      escalatedTo: [...new Set([...memo.escalatedTo, ...told])],
      changedAt: at,
    });
    await addStep(tx, memo.id, { kind: 'overdue', at, sectionId });
    for (const personId of told) await addStep(tx, memo.id, { kind: 'escalated', at, personId });
    await publish(tx, platform.live.deliver, at, await tellMemo(tx, platform, late, memo));
    return true;
  });
}
