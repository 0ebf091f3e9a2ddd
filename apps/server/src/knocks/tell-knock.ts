import { userScope } from '@engawa/contract/scopes';
import type { Tx } from '@engawa/db/transact';
import type { NewEvent } from '#platform/live/publish.ts';
import { presentKnock } from './present.ts';
import { askedIn, type KnockRow } from './queries.ts';

/** How a question stands now, for who asked and everybody who is asked. The caller publishes it with its own. */
export async function tellKnock(tx: Tx, row: KnockRow): Promise<NewEvent[]> {
  const asked = await askedIn(tx, [row.id]);
  const data = presentKnock(row, asked);
  return [row.askerId, ...data.asked].map((personId): NewEvent => ({
    scope: userScope(personId),
    type: 'knock',
    label: row.label,
    data,
  }));
}
