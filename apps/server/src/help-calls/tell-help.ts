import { userScope } from '@engawa/contract/scopes';
import type { Tx } from '@engawa/db/transact';
import type { Live } from '#platform/live/live.ts';
import { publish, type NewEvent } from '#platform/live/publish.ts';
import type { Platform } from '#platform/platform.ts';
import { presentHelp } from './present.ts';
import { heardOf, type HelpRow } from './queries.ts';

const prefix = 'help:';

/** Tells the asker and everybody who heard of it how it stands: once in a transaction, last. */
export async function tellHelp(tx: Tx, { live, clock }: Platform, row: HelpRow): Promise<void> {
  const heard = await heardOf(tx, [row.id]);
  const people = [...new Set([row.askerId ?? [], heard.map(({ personId }) => personId)].flat())];
  const events = people.map((personId): NewEvent => ({
    scope: userScope(personId),
    type: 'help-call',
    label: row.label,
    data: presentHelp(row, heard, personId),
  }));
  await publish(tx, live.deliver, clock.now(), events);
  if (row.placeId === null) return;
  // A shared PC has no scope of its own: it asks again how it stands.
  const poke = `${prefix}${row.placeId}`;
  tx.after(() => {
    live.heard(poke);
    live.bus.poke([poke]);
  });
}

/** Hears that a call for help of a shared PC changed, here or on another server. */
export function onHelpOfPlace(live: Live, heard: (placeId: string) => void): void {
  live.onPoke(prefix, heard);
}
