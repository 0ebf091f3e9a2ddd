import type { CommandOutput, CommandParsed } from '@engawa/contract/socket';
import type { Tx } from '@engawa/db/transact';
import { readBusinessTime } from '../platform/business-time.ts';
import { businessDay } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import { publish } from '../platform/live/publish.ts';
import type { Me } from '../platform/me.ts';
import type { Platform } from '../platform/platform.ts';
import { endOf } from './close-memo.ts';
import { takeMemo } from './find-memo.ts';
import { checkTarget, mostOfNotes } from './leave-memo.ts';
import { openOfPair } from './open-of-pair.ts';
import { checkText, dueOf, mayDecide, pairKey } from './policy.ts';
import { addStep, updateMemo } from './queries.ts';
import { tellMemo } from './tell-memo.ts';

/** Hands a memo on to a person or a section; who hands it on has asked for it from then on. */
export async function handMemo(
  tx: Tx,
  me: Me,
  { memoId, to, note }: CommandParsed<'memo:hand'>,
  platform: Platform,
): Promise<CommandOutput<'memo:hand'>> {
  checkText(note);
  const { memo, among, part } = await takeMemo(tx, platform, me, memoId);
  if (memo.state === 'closed') throw new AppError('memo_closed');
  if (part !== 'all' || !mayDecide(memo, me.personId, among)) throw new AppError('not_allowed');
  const at = platform.clock.now();
  const today = businessDay(at);
  await checkTarget(tx, to, today);
  const caller =
    memo.callerName === null
      ? null
      : { name: memo.callerName, organisation: memo.callerOrganisation, number: memo.callerNumber };
  const personId = 'personId' in to ? to.personId : null;
  const sectionId = 'sectionId' in to ? to.sectionId : null;
  if (memo.personId === personId && memo.sectionId === sectionId && memo.ownerId === personId)
    return { memoId };
  const pair = pairKey(memo.authorId, caller, to, memo.label);
  // What a colleague asks for elsewhere is the colleague's: it grows, and who hands this on learns nothing of it.
  const writerId = caller ? me.personId : memo.authorId;
  const found = await openOfPair(tx, pair, { id: memoId, writerId, today });
  const other = found.open?.id === memoId ? undefined : found.open;
  const askedBy = [...new Set([...memo.askedBy, me.personId])].filter((id) => id !== personId);
  await addStep(tx, memoId, { kind: 'handed', at, actorId: me.personId, personId, sectionId, text: note });
  if (other) {
    // The same two have an open one already: this goes on in it, and ends here.
    const words = [memo.subject, memo.note, note].filter((text) => text && !other.note.includes(text));
    const joined = await updateMemo(tx, other.id, {
      note: [other.note, ...words].filter(Boolean).join('\n').slice(0, mostOfNotes),
      urgent: other.urgent || memo.urgent,
      askedBy: [...new Set([...other.askedBy, ...memo.askedBy])].filter((id) => id !== personId),
      dueAt: memo.dueAt < other.dueAt && memo.dueAt > at ? memo.dueAt : other.dueAt,
      changedAt: at,
    });
    await addStep(tx, other.id, { kind: 'joined', at, actorId: me.personId, text: words.join('\n') });
    const ended = await updateMemo(tx, memoId, {
      ...endOf('joined', me.personId, at),
      joinedTo: other.id,
      askedBy,
    });
    await publish(tx, platform.live.deliver, at, [
      ...(await tellMemo(tx, platform, joined, other)),
      ...(await tellMemo(tx, platform, ended, memo)),
    ]);
    return { memoId: other.id };
  }
  const handed = await updateMemo(tx, memoId, {
    personId,
    sectionId,
    overflowSectionId: null,
    ownerId: personId,
    escalatedTo: [],
    askedBy,
    pairKey: found.key,
    state: 'waiting',
    dueAt: memo.dueAt > at ? memo.dueAt : dueOf(await readBusinessTime(tx), at, memo),
    overdueAt: null,
    toldAt: null,
    changedAt: at,
  });
  await publish(tx, platform.live.deliver, at, await tellMemo(tx, platform, handed, memo));
  return { memoId };
}
