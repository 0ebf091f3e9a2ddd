import type { Tx } from '@engawa/db/transact';
import type { Platform } from '#platform/platform.ts';
import { deleteBusy, insertBusy, touch } from './queries.ts';
import { tellChange } from './tell-change.ts';

/**
 * 通話中 or 会議 for some people, for as long as `ref` (a call, a meeting) lasts. Whoever marks clears.
 */
export async function markBusy(
  tx: Tx,
  busy: { people: readonly string[]; kind: 'call' | 'meeting'; ref: string },
  { live }: Platform,
): Promise<void> {
  await insertBusy(tx, busy);
  await touch(tx, busy.people);
  tellChange(tx, live, busy.people);
}

/** `ref` is over, for all who were in it or for those people. */
export async function clearBusy(
  tx: Tx,
  { ref, people }: { ref: string; people?: readonly string[] },
  { live }: Platform,
): Promise<void> {
  const gone = await deleteBusy(tx, ref, people);
  await touch(tx, gone);
  tellChange(tx, live, gone);
}
