import type { Me } from '#platform/me.ts';
import type { ZoneTable } from '#platform/zones.ts';

/** The label of talk between people, as that of their direct channels. */
export const callLabel = '2';

/** Both the one who calls and the one who answers must be where talk between people may be had. */
export function mayTalk(zones: Pick<ZoneTable, 'may'>, { zone }: Pick<Me, 'zone'>): boolean {
  return zones.may(zone, callLabel, 'call');
}

/** Who talks or is rung already keeps one place for a second ring; further ones hear that it is engaged. */
const mostAtOnce = 2;

/** Why a person cannot be rung now; null where they can. */
export function whyFails(callee: {
  calls: number;
  isHere: boolean;
  isQuiet: boolean;
}): 'busy' | 'not-connected' | 'do-not-disturb' | null {
  if (!callee.isHere) return 'not-connected';
  if (callee.isQuiet) return 'do-not-disturb';
  return callee.calls >= mostAtOnce ? 'busy' : null;
}

/** People in one call: more than these want a meeting. */
export const mostInCall = 4;

/** How long the media of a person may be away before the others are told, and before the call ends. */
export const cutMs = { told: 20_000, ends: 45_000 };

/** Who gives up so soon had not really called. */
const glanceMs = 10_000;

type Over = { state: string; offeredAt: Date; endedAt: Date | null };

/** What an unanswered call asks for in its memo; undefined where it leaves none. */
export function leavesMemo({ state, offeredAt, endedAt }: Over): 'call_back' | 'called' | undefined {
  if (state === 'missed' || state === 'declined' || state === 'failed') return 'call_back';
  const rang = endedAt ? endedAt.getTime() - offeredAt.getTime() : 0;
  return state === 'cancelled' && rang >= glanceMs ? 'called' : undefined;
}

/** Whether a call goes on with those who are left in it or still rung. */
export function goesOn(legs: readonly { state: string }[]): boolean {
  const left = legs.filter(({ state }) => state !== 'out');
  return left.length > 1 && left.some(({ state }) => state === 'in');
}
