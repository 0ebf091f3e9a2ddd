import type { MemoAsk, MemoCaller, MemoTarget } from '@engawa/contract/memos';
import { newId } from '@engawa/db/id';
import type { Tx } from '@engawa/db/transact';
import { readBusinessTime } from '../platform/business-time.ts';
import { businessDay } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import type { NewEvent } from '../platform/live/publish.ts';
import type { Platform } from '../platform/platform.ts';
import { sectionStands } from '../people/in-section.ts';
import { openOfPair } from './open-of-pair.ts';
import { dueOf, pairKey } from './policy.ts';
import { activeAmong, addStep, insertMemo, updateMemo, type MemoRow } from './queries.ts';
import { tellMemo } from './tell-memo.ts';

/** The label of talk between people, as in a direct channel. */
const usualLabel = '2';
/** How long the words of a memo may grow, in characters. */
export const mostOfNotes = 8000;

/** A memo to be left. */
export type Left = {
  /** Who wants something; where `caller` is given, the colleague who took the call from outside. */
  authorId: string;
  caller?: MemoCaller | null;
  to: MemoTarget;
  /** A section that the call went on to: it learns the name and the wish to be called back. */
  overflowSectionId?: string;
  ask: MemoAsk;
  urgent: boolean;
  subject?: string;
  note?: string;
  label?: string;
  dueOn?: string | null;
  /** The call that nobody answered. */
  callId?: string;
};

/**
 * Leaves a memo, or joins it to the open one of the same pair. The caller publishes `events` with its own,
 * since a transaction publishes once.
 */
export async function leaveMemo(
  tx: Tx,
  platform: Platform,
  left: Left,
): Promise<{ memoId: string; events: NewEvent[] }> {
  const at = platform.clock.now();
  const today = businessDay(at);
  await checkTarget(tx, left.to, today);
  const { authorId, caller = null, label = usualLabel } = left;
  const id = newId();
  const pair = pairKey(authorId, caller, left.to, label);
  const { open, key } = await openOfPair(tx, pair, { id, writerId: authorId, today });
  const dueAt = dueOf(await readBusinessTime(tx), at, left);
  const memo = open
    ? await joinTo(tx, open, left, { at, dueAt })
    : await writeNew(tx, left, { id, key, at, dueAt });
  return { memoId: memo.id, events: await tellMemo(tx, platform, memo, open ?? null) };
}

export async function checkTarget(tx: Tx, to: MemoTarget, today: string): Promise<void> {
  const isThere =
    'personId' in to
      ? (await activeAmong(tx, [to.personId])).length > 0
      : await sectionStands(tx, to.sectionId, today);
  if (!isThere) throw new AppError('not_found');
}

async function writeNew(
  tx: Tx,
  left: Left,
  { id, key, at, dueAt }: { id: string; key: string; at: Date; dueAt: Date },
): Promise<MemoRow> {
  const { authorId, caller, to, callId } = left;
  const personId = 'personId' in to ? to.personId : null;
  const sectionId = 'sectionId' in to ? to.sectionId : null;
  const memo = await insertMemo(tx, {
    id,
    authorId,
    callerName: caller?.name ?? null,
    callerOrganisation: caller?.organisation ?? '',
    callerNumber: caller?.number ?? '',
    personId,
    sectionId,
    overflowSectionId: left.overflowSectionId ?? null,
    ownerId: personId,
    askedBy: [authorId],
    pairKey: key,
    ask: left.ask,
    urgent: left.urgent,
    subject: left.subject ?? '',
    note: left.note ?? '',
    callId: callId ?? null,
    label: left.label ?? usualLabel,
    dueAt,
    createdAt: at,
    changedAt: at,
  });
  if (callId)
    await addStep(tx, memo.id, { kind: 'called', at, actorId: authorId, personId, sectionId, callId });
  await addStep(tx, memo.id, { kind: 'written', at, actorId: authorId, personId, sectionId });
  return memo;
}

/** A later contact of the same pair: its words go under the first ones, and the sooner time holds. */
async function joinTo(
  tx: Tx,
  open: MemoRow,
  left: Left,
  { at, dueAt }: { at: Date; dueAt: Date },
): Promise<MemoRow> {
  const { authorId, callId, subject = '', note = '' } = left;
  const words = open.subject === '' ? note : [subject, note].filter(Boolean).join('\n');
  const isNews = words !== '' && words !== open.subject && !open.note.includes(words);
  const memo = await updateMemo(tx, open.id, {
    subject: open.subject || subject,
    note: isNews ? [open.note, words].filter(Boolean).join('\n').slice(0, mostOfNotes) : open.note,
    ask: left.ask === 'call_back' ? 'call_back' : open.ask,
    urgent: open.urgent || left.urgent,
    askedBy: [...new Set([...open.askedBy, authorId])],
    overflowSectionId: open.overflowSectionId ?? left.overflowSectionId ?? null,
    state: open.state === 'answered' ? 'claimed' : open.state,
    dueAt: open.state === 'answered' || dueAt < open.dueAt ? dueAt : open.dueAt,
    changedAt: at,
  });
  await addStep(tx, open.id, {
    kind: 'joined',
    at,
    actorId: authorId,
    callId: callId ?? null,
    text: [subject, note].filter(Boolean).join('\n'),
  });
  return memo;
}
