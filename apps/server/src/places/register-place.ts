import { transact } from '@engawa/db/transact';
import { writeAudit } from '#platform/audit.ts';
import { AppError } from '#platform/errors.ts';
import { publish } from '#platform/live/publish.ts';
import type { Platform } from '#platform/platform.ts';
import { slowKey, startAfresh, takeAttempt } from '#platform/slow-down.ts';
import { endedEvents, type Browser } from '../sessions/open-session.ts';
import { codeHash, hashOf, newToken } from '../sessions/token.ts';
import { codeSlowing } from './policy.ts';
import { deleteSessionsAt, useCode } from './queries.ts';

/** Makes the browser that types the code a place; whichever PC was it before is so no longer. */
export async function registerPlace(
  { db, clock, live }: Platform,
  browser: Browser,
  code: string,
): Promise<string> {
  const key = slowKey(codeSlowing, 'place', browser.address);
  await takeAttempt(db, [key], clock.now());
  const token = newToken();
  await transact(db, async (tx) => {
    const now = clock.now();
    const registered = { tokenHash: hashOf(token), zone: browser.zone };
    const place = await useCode(tx, codeHash(code), now, registered);
    if (!place) throw new AppError('wrong_code');
    const ended = await deleteSessionsAt(tx, place.id);
    await writeAudit(
      tx,
      clock,
      { ...browser, personId: null },
      {
        action: 'place:registered',
        targetKind: 'place',
        targetId: place.id,
        detail: { name: place.name, device: browser.device },
      },
    );
    await publish(tx, live.deliver, now, endedEvents(ended));
  });
  await startAfresh(db, [key]);
  return token;
}
