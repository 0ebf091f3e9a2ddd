import type { Me } from '#platform/me.ts';
import type { ZoneTable } from '#platform/zones.ts';

/** The label of talk between people, as that of their direct channels. */
export const callLabel = '2';

/** Both the one who calls and the one who answers must be where talk between people may be had. */
export function mayTalk(zones: Pick<ZoneTable, 'may'>, { zone }: Pick<Me, 'zone'>): boolean {
  return zones.may(zone, callLabel, 'call');
}

/** Who talks or is rung already keeps one place for a second ring; further ones hear that it is engaged. */
export const mostAtOnce = 2;

/** How long the media of a person may be away before the others are told, and before the call ends. */
export const cutMs = { told: 20_000, ends: 45_000 };

/** Whether a call goes on with those who are left in it or still rung. */
export function goesOn(legs: readonly { state: string }[]): boolean {
  const left = legs.filter(({ state }) => state !== 'out');
  return left.length > 1 && left.some(({ state }) => state === 'in');
}
