import { AppError } from '../platform/errors.ts';
import type { BusinessTime } from '../platform/business-time.ts';
import { holdsMyNumber } from '../messages/policy.ts';
import type { MemoCaller, MemoTarget } from '@engawa/contract/memos';

/** Whose people the reader is among: those of the memo's section, of the one that the call went on to. */
export type Among = { section: boolean; overflow: boolean };

type Shared = {
  personId: string | null;
  overflowSectionId: string | null;
  ownerId: string | null;
  askedBy: string[];
  escalatedTo: string[];
};

/** What a reader sees: all of it, the name and the wish to be called back, or that there is no such memo. */
export type Part = 'all' | 'name' | 'nothing';

/** Whom a memo itself names; whoever else sees it does so as a colleague, which may end. */
export function namedBy({ personId, ownerId, askedBy, escalatedTo }: Shared): string[] {
  return [...new Set([personId ?? [], ownerId ?? [], askedBy, escalatedTo].flat())];
}

/** Who sees a memo. Who took one over from another section still sees the name only. */
export function partOf(memo: Shared, reader: string, among: Among): Part {
  const isOwner = memo.ownerId === reader;
  const isNamed =
    memo.personId === reader || memo.askedBy.includes(reader) || memo.escalatedTo.includes(reader);
  if (isNamed || among.section || (isOwner && memo.overflowSectionId === null)) return 'all';
  return isOwner || among.overflow ? 'name' : 'nothing';
}

/** One that nobody has in hand is for whoever sees it; from its owner only colleagues of the section take it. */
export function mayClaim(memo: Shared, reader: string, among: Among): boolean {
  if (memo.ownerId === reader || among.section || memo.escalatedTo.includes(reader)) return true;
  return memo.ownerId === null && among.overflow;
}

/** Handing on and closing are the owner's affair, and the section's while there is no owner. */
export function mayDecide(memo: Shared, reader: string, among: Among): boolean {
  return memo.ownerId === reader || (memo.ownerId === null && mayClaim(memo, reader, among));
}

export const hasAsked = (memo: Shared, reader: string): boolean => memo.askedBy.includes(reader);

const urgentMinutes = 30;
/** With less of the day left than this, the end of the next working day is meant. */
const leastMinutes = 60;

/** Until when it wants an answer: 30 working minutes where it is urgent, else by the end of the day. */
export function dueOf(
  time: BusinessTime,
  now: Date,
  { urgent, dueOn }: { urgent: boolean; dueOn?: string | null },
): Date {
  if (urgent) return time.after(now, urgentMinutes);
  const from = dueOn ? new Date(`${dueOn}T00:00:00+09:00`) : now;
  return from > now ? time.endOfDay(from) : time.endOfDay(now, leastMinutes);
}

const digits = (number: string): string => number.normalize('NFKC').replace(/\D/g, '');

/**
 * Between whom there is one open memo, of one label: who asks, and whom. Callers from outside go by name and
 * number; undefined where nobody can tell one 田中 from another.
 */
export function pairKey(
  authorId: string,
  caller: MemoCaller | null,
  to: MemoTarget,
  label: string,
): string | undefined {
  const number = caller && digits(caller.number);
  if (number === '') return undefined;
  const who = caller ? `o:${caller.name.normalize('NFKC').replace(/\s/g, '')}/${number}` : `p:${authorId}`;
  return `${who}>${'personId' in to ? `p:${to.personId}` : `s:${to.sectionId}`}/${label}`;
}

/** A memo is no place for a 個人番号 either. */
export function checkText(...texts: string[]): void {
  if (texts.some(holdsMyNumber)) throw new AppError('my_number', { detail: { reasonAccepted: 0 } });
}
