import type { Memo } from '@engawa/contract/memos';

/** 自分あて, 係あて, 頼んだもの. */
export type MemoTab = 'mine' | 'section' | 'asked';
export type GroupName = 'waiting' | 'answered' | 'anyone' | 'late' | 'taken' | 'open' | 'closed';
export type MemoGroup = { name: GroupName; memos: readonly Memo[] };

/** Who reads, and of which sections. */
export type Reader = { me: string; sections: readonly string[] };

const isOpen = ({ state }: Memo) => state !== 'closed';
const isOwn = (memo: Memo, { me }: Reader) => memo.ownerId === me;
const isOfSection = ({ sectionId, overflowSectionId }: Memo, { sections }: Reader) =>
  (sectionId !== null && sections.includes(sectionId)) ||
  (overflowSectionId !== null && sections.includes(overflowSectionId));
const hasAsked = (memo: Memo, reader: Reader) => memo.askedBy.includes(reader.me) && !isOwn(memo, reader);

/** Open ones that wait for this reader and nobody else: what the rail counts. */
export function awaiting(memos: Iterable<Memo>, reader: Reader): Memo[] {
  return [...memos].filter(
    (memo) =>
      isOpen(memo) &&
      ((isOwn(memo, reader) && memo.state !== 'answered') ||
        (memo.overdueAt !== null && memo.escalatedTo.includes(reader.me) && !isOwn(memo, reader))),
  );
}

const byDue = (a: Memo, b: Memo) => a.dueAt.localeCompare(b.dueAt);
const byEnd = (a: Memo, b: Memo) => (b.closedAt ?? '').localeCompare(a.closedAt ?? '');

/** How many each tab counts: what is still open in it. */
export function countOf(memos: readonly Memo[], tab: MemoTab, reader: Reader): number {
  const open = memos.filter(isOpen);
  if (tab === 'mine') return awaiting(open, reader).length;
  if (tab === 'asked') return open.filter((memo) => hasAsked(memo, reader)).length;
  return open.filter((memo) => isOfSection(memo, reader) && memo.ownerId === null).length;
}

/** The groups of a tab, each in the order in which they want an answer; groups without memos are left out. */
export function groupsOf(memos: readonly Memo[], tab: MemoTab, reader: Reader): MemoGroup[] {
  const open = memos.filter(isOpen).toSorted(byDue);
  const closed = memos.filter((memo) => !isOpen(memo) && memo.closedAs !== 'joined').toSorted(byEnd);
  const groups: MemoGroup[] = [];
  if (tab === 'mine') {
    const mine = new Set(awaiting(open, reader));
    groups.push(
      { name: 'waiting', memos: [...mine] },
      { name: 'answered', memos: open.filter((memo) => isOwn(memo, reader) && memo.state === 'answered') },
      {
        name: 'anyone',
        memos: open.filter((memo) => isOfSection(memo, reader) && memo.ownerId === null && !mine.has(memo)),
      },
      { name: 'closed', memos: closed.filter((memo) => isOwn(memo, reader)) },
    );
  } else if (tab === 'section') {
    const ours = open.filter((memo) => isOfSection(memo, reader));
    const isLate = ({ overdueAt, ownerId }: Memo) => overdueAt !== null && ownerId !== null;
    groups.push(
      { name: 'anyone', memos: ours.filter(({ ownerId }) => ownerId === null) },
      { name: 'late', memos: ours.filter(isLate) },
      { name: 'taken', memos: ours.filter((memo) => memo.ownerId !== null && !isLate(memo)) },
      { name: 'closed', memos: closed.filter((memo) => isOfSection(memo, reader)) },
    );
  } else {
    groups.push(
      { name: 'open', memos: open.filter((memo) => hasAsked(memo, reader)) },
      { name: 'closed', memos: closed.filter((memo) => hasAsked(memo, reader)) },
    );
  }
  return groups.filter((group) => group.memos.length > 0);
}

/** Open ones between a reader and another person: any contact of theirs offers to close them. */
export function between(memos: Iterable<Memo>, me: string, other: string): Memo[] {
  return [...memos].filter(
    (memo) =>
      isOpen(memo) &&
      memo.caller === null &&
      ((memo.ownerId === me && memo.authorId === other) || (memo.authorId === me && memo.ownerId === other)),
  );
}
