import type { Call } from '@engawa/contract/calls';

/** The calls that a page knows of, by id. */
export type KnownCalls = ReadonlyMap<string, Call>;

/** A call as it was told; the same or an older state of it changes nothing. */
export function withCall(known: KnownCalls, call: Call): KnownCalls {
  const before = known.get(call.id);
  return before && before.rev >= call.rev ? known : new Map(known).set(call.id, call);
}

/**
 * What was read whole: a call that is open here but no longer there was over while nobody heard. One that was
 * told of since it was asked for (`before`) may be younger than the answer, and stays.
 */
export function withOpen(known: KnownCalls, open: readonly Call[], before: KnownCalls): KnownCalls {
  const there = new Set(open.map(({ id }) => id));
  const isSince = ({ id, rev }: Call) => before.get(id)?.rev !== rev;
  const kept = new Map(
    [...known].filter(([id, call]) => call.endedAt !== null || there.has(id) || isSince(call)),
  );
  return open.reduce<KnownCalls>(withCall, kept);
}

/** The part that a person has in a call. */
export const legOf = (call: Call, personId: string) => call.legs.find((leg) => leg.personId === personId);

/** Whom a person talks to in a call: everybody else who is in it or still rung. */
export const othersIn = (call: Call, personId: string): string[] =>
  call.legs
    .filter((leg) => leg.personId !== personId && (leg.state !== 'out' || call.endedAt !== null))
    .map((leg) => leg.personId);
