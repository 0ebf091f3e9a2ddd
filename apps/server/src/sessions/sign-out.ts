import { transact } from '@engawa/db/transact';
import { writeAudit } from '#platform/audit.ts';
import { publish } from '#platform/live/publish.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { endedEvents } from './open-session.ts';
import { deleteSessions } from './queries.ts';

/** Ends the session that asks. */
export async function signOut(platform: Platform, me: Me): Promise<void> {
  const { db, clock, live } = platform;
  await transact(db, async (tx) => {
    const ended = await deleteSessions(tx, { id: me.sessionId });
    await writeAudit(tx, clock, me, { action: 'sign-out', targetKind: 'session', targetId: me.sessionId });
    await publish(tx, live.deliver, clock.now(), endedEvents(ended));
  });
}
