import type { Tx } from '@engawa/db/transact';
import type { NewEvent } from '#platform/live/publish.ts';
import type { Platform } from '#platform/platform.ts';
import { leaveMemo } from '../memos/leave-memo.ts';
import { turnSectionCall, type SectionCallRow } from './queries.ts';
import { tellSectionCall } from './tell-section-call.ts';

/** Ends a call that nobody took; where `ask` says so, what is left of it is a memo of the section. */
export async function finishSectionCall(
  tx: Tx,
  platform: Platform,
  call: SectionCallRow,
  { state, ask }: { state: 'memo' | 'cancelled'; ask?: 'call_back' | 'called' },
): Promise<NewEvent[]> {
  const left =
    ask &&
    (await leaveMemo(tx, platform, {
      authorId: call.callerId,
      to: { sectionId: call.sectionId },
      ...(call.ringsIn === call.sectionId ? {} : { overflowSectionId: call.ringsIn }),
      ask,
      urgent: false,
      subject: call.about,
      label: call.label,
    }));
  const endedAt = platform.clock.now();
  // The line it came with is in the memo: a record of a call has no content.
  const over = { state, endedAt, dueAt: null, about: '', memoId: left?.memoId ?? null };
  const ended = await turnSectionCall(tx, call.id, over);
  if (!ended) return [];
  return [...(await tellSectionCall(tx, platform, ended)), ...(left?.events ?? [])];
}
