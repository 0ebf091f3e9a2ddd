import { Hall } from '@engawa/contract/admin';
import type { CommandParsed } from '@engawa/contract/socket';
import { orgScope } from '@engawa/contract/scopes';
import type { Tx } from '@engawa/db/transact';
import { writeAudit } from '#platform/audit.ts';
import { readHall, writeHall } from '#platform/hall.ts';
import { publish } from '#platform/live/publish.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { mustAdminister } from './gate.ts';
import { lockHall } from './queries.ts';

export async function changeHall(
  tx: Tx,
  me: Me,
  { clientId: _clientId, ...part }: CommandParsed<'hall:change'>,
  { live, clock }: Platform,
): Promise<Hall> {
  mustAdminister(me);
  await lockHall(tx);
  await writeHall(tx, part, clock.now());
  const hall = await readHall(tx);
  await writeAudit(tx, clock, me, { action: 'hall:changed', detail: part });
  await publish(tx, live.deliver, clock.now(), [{ scope: orgScope, type: 'hall:changed', data: hall }]);
  return hall;
}
