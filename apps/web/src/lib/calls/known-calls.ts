import type { Call, JoinPurpose } from '@engawa/contract/calls';
import { withNewest, withRead, type Newest } from '#lib/live/newest.ts';

/** The calls that a page knows of, by id. */
export type KnownCalls = Newest<Call>;

/** A call as it was told. */
export const withCall = (known: KnownCalls, call: Call): KnownCalls => withNewest(known, call);

/** What was read whole: a call that is open here but no longer there was over while nobody heard. */
export const withOpen = (known: KnownCalls, open: readonly Call[], before: KnownCalls): KnownCalls =>
  withRead(known, open, before, ({ endedAt }) => endedAt !== null);

/** The part that a person has in a call. */
export const legOf = (call: Call, personId: string) => call.legs.find((leg) => leg.personId === personId);

/** What rings for a person: who rings, until when, and, in a call that goes on, what for and with whom. */
export type Ring = {
  from: string;
  until: string | null;
  purpose?: JoinPurpose;
  talking: readonly string[];
};

export function ringOf(call: Call, personId: string): Ring | undefined {
  const mine = legOf(call, personId);
  if (mine?.state !== 'ringing' || call.endedAt !== null) return undefined;
  if (!mine.added) return { from: call.callerId, until: call.ringUntil, talking: [] };
  const { by, purpose, ringUntil } = mine.added;
  const talking = call.legs.filter((leg) => leg.state === 'in' && leg.personId !== by);
  return { from: by, until: ringUntil, purpose, talking: talking.map((leg) => leg.personId) };
}

/** Whom a person talks to in a call: everybody else who is in it or still rung. */
export const othersIn = (call: Call, personId: string): string[] =>
  call.legs
    .filter((leg) => leg.personId !== personId && (leg.state !== 'out' || call.endedAt !== null))
    .map((leg) => leg.personId);
