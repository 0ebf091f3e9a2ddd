import { transact } from '@engawa/db/transact';
import { publish } from '#platform/live/publish.ts';
import type { Platform } from '#platform/platform.ts';
import { endedEvents } from '../sessions/open-session.ts';
import { hashOf } from '../sessions/token.ts';
import { deleteSessionOf } from './queries.ts';

/** The screen of a place comes up again: whoever worked in that browser is out, though their sign-out got lost. */
export async function endSessionHere(
  { db, clock, live }: Platform,
  placeId: string,
  token: string,
): Promise<void> {
  await transact(db, async (tx) => {
    const ended = await deleteSessionOf(tx, placeId, hashOf(token));
    await publish(tx, live.deliver, clock.now(), endedEvents(ended));
  });
}
