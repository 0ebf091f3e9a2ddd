import type { CommandParsed } from '@engawa/contract/socket';
import type { Tx } from '@engawa/db/transact';
import { writeAudit } from '#platform/audit.ts';
import { AppError } from '#platform/errors.ts';
import { publish } from '#platform/live/publish.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { endedEvents } from './open-session.ts';
import { deleteSessions, sessionOwner } from './queries.ts';

/** Ends one session: one's own, or anybody's for an administrator. */
export async function endSession(
  tx: Tx,
  me: Me,
  input: CommandParsed<'session:end'>,
  platform: Platform,
): Promise<Record<string, never>> {
  const owner = await sessionOwner(tx, input.id);
  if (owner === undefined || (owner !== me.personId && !me.roles.includes('system')))
    throw new AppError('not_found');
  const ended = await deleteSessions(tx, { id: input.id });
  await writeAudit(tx, platform.clock, me, {
    action: 'session:ended',
    targetKind: 'session',
    targetId: input.id,
    detail: { person: owner },
  });
  await publish(tx, platform.live.deliver, platform.clock.now(), endedEvents(ended));
  return {};
}
