import type { KnockAnswer } from '@engawa/contract/knocks';

const minute = 60_000;

/** How long a question waits in each of its turns, in milliseconds. */
export const waitMs = {
  asked: 10 * minute,
  /** Somebody holds the line. */
  held: minute,
  /** Once it is time to talk. */
  due: 10 * minute,
  /** The page that asked joins within so long; otherwise it rings there. */
  agreed: 8_000,
  /** The words of one that is over: who asked may still put them into a memo. */
  forgotten: 60 * minute,
} as const;

/** After how long it is time to talk. */
export const promisedMs: Partial<Record<KnockAnswer, number>> = {
  'in-five': 5 * minute,
  'in-thirty': 30 * minute,
};

const holding: readonly KnockAnswer[] = ['put-through', 'calls-back', 'takes-it'];

/** In which states an answer is possible: what was promised may be answered anew, and sooner. */
export function answerable(holds: boolean, answer: KnockAnswer): readonly string[] {
  if (holds) return holding.includes(answer) ? ['asked'] : [];
  return holding.includes(answer) ? [] : ['asked', 'promised', 'due'];
}

/** Between whom there is one open question: whichever of the two asks first. A line that is held is apart. */
export function pairOf(
  askerId: string,
  to: { personId: string } | { sectionId: string },
  holds: boolean,
): string {
  const whom = 'personId' in to ? to.personId : to.sectionId;
  return holds ? `line ${askerId} ${whom}` : `ask ${[askerId, whom].sort().join(' ')}`;
}

/** Who of a section is asked: whose page is open, who is not 応答しない, and not on leave or gone for the day. */
export function isThere(
  where: { connected: boolean; state: string; quietUntil: Date | null },
  hasPage: boolean,
): boolean {
  const isHere = where.connected || hasPage;
  return isHere && where.quietUntil === null && where.state !== 'leave' && where.state !== 'left';
}

/** What every end writes: some time later its words go. */
export const endOf = (state: 'talked' | 'answered' | 'memo' | 'withdrawn', at: Date) => ({
  state,
  endedAt: at,
  dueAt: new Date(at.getTime() + waitMs.forgotten),
});
