import type { Call } from '@engawa/contract/calls';
import { userScope } from '@engawa/contract/scopes';
import type { Tx } from '@engawa/db/transact';
import { publish, type NewEvent } from '#platform/live/publish.ts';
import type { Platform } from '#platform/platform.ts';
import { callLabel } from './policy.ts';
import { presentCall } from './present.ts';
import { callsById, legsOf } from './queries.ts';

/** Tells everybody in these calls how they stand now: once in a transaction, last. Answers the first of them. */
export async function tellCalls(
  tx: Tx,
  { live, clock }: Platform,
  [first, ...more]: [string, ...string[]],
  besides: readonly NewEvent[] = [],
): Promise<Call> {
  const ids = [first, ...more];
  const legs = await legsOf(tx, ids);
  const calls = (await callsById(tx, ids)).map((row) => presentCall(row, legs));
  const events = calls.flatMap((call) =>
    call.legs.map(({ personId }): NewEvent => ({
      scope: userScope(personId),
      type: 'call',
      label: callLabel,
      data: call,
    })),
  );
  await publish(tx, live.deliver, clock.now(), [...events, ...besides]);
  const told = calls.find(({ id }) => id === first);
  if (!told) throw new Error('a call that is told must be there');
  return told;
}
