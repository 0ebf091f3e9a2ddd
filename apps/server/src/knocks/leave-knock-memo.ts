import type { Tx } from '@engawa/db/transact';
import type { NewEvent } from '#platform/live/publish.ts';
import type { Platform } from '#platform/platform.ts';
import { whoTakesIt } from '../calls/leave-memo-of.ts';
import { leaveMemo } from '../memos/leave-memo.ts';
import type { KnockRow } from './queries.ts';

/** What becomes of a question that nobody answered; undefined where nobody is left to take a memo. */
export async function leaveKnockMemo(
  tx: Tx,
  platform: Platform,
  knock: KnockRow,
): Promise<{ memoId: string; events: NewEvent[] } | undefined> {
  const { personId, sectionId } = knock;
  const to = sectionId === null ? personId && (await whoTakesIt(tx, platform, personId)) : { sectionId };
  return to ? leave(tx, platform, knock, to) : undefined;
}

/** 折り返します: who said so has it in hand. */
export async function leavePromise(
  tx: Tx,
  platform: Platform,
  knock: KnockRow,
  personId: string,
): Promise<{ memoId: string; events: NewEvent[] }> {
  return leave(tx, platform, knock, { personId });
}

function leave(
  tx: Tx,
  platform: Platform,
  { askerId, about, label, callerName, callerOrganisation, callerNumber }: KnockRow,
  to: { personId: string } | { sectionId: string },
) {
  // Without a name the colleague who holds the line is who wants to be called.
  const caller = callerName
    ? { name: callerName, organisation: callerOrganisation, number: callerNumber }
    : null;
  // What was written down of a caller without a name must not be lost.
  const note = caller ? '' : [callerOrganisation, callerNumber].filter(Boolean).join(' ');
  const words = { subject: about, note };
  return leaveMemo(tx, platform, {
    authorId: askerId,
    caller,
    to,
    ask: 'call_back',
    urgent: false,
    label,
    ...words,
  });
}
