import { transact } from '@engawa/db/transact';
import type { EnterPlace } from '@engawa/contract/places';
import { writeAudit } from '#platform/audit.ts';
import { businessDay } from '#platform/clock.ts';
import { AppError } from '#platform/errors.ts';
import { publish } from '#platform/live/publish.ts';
import type { Platform } from '#platform/platform.ts';
import { slowKey, startAfresh, takeAttempt } from '#platform/slow-down.ts';
import { isPassword } from '../sessions/hash-queue.ts';
import { openSession, endedEvents, type Browser } from '../sessions/open-session.ts';
import { foldName } from '../sessions/sign-in.ts';
import { mostTries, pinSlowing, sessionMs } from './policy.ts';
import { deleteSessionsAt, forgetTries, holdPlace, personNumbered, takeTry } from './queries.ts';

type Place = { id: string; name: string };

/** Somebody takes a shared PC over by number and PIN. Every refusal looks alike and takes alike long. */
export async function takeOver(
  { db, clock, live }: Platform,
  browser: Browser,
  place: Place,
  { staffNo, pin }: EnterPlace,
): Promise<{ token: string; personId: string }> {
  const now = clock.now();
  const typed = foldName(staffNo);
  const personId = await personNumbered(db, typed, businessDay(now));
  const own = slowKey(pinSlowing.person, 'pin', personId ?? typed);
  await takeAttempt(db, [slowKey(pinSlowing.device, 'pin-at', place.id), own], now);
  const hash = personId && (await takeTry(db, personId, mostTries));
  const isRight = await isPassword(hash, foldName(pin));
  if (!personId || !isRight) {
    await transact(db, (tx) =>
      writeAudit(
        tx,
        clock,
        { ...browser, personId: null },
        {
          action: 'pin:failed',
          ...(personId && { targetKind: 'person', targetId: personId }),
          detail: { place: place.name },
        },
      ),
    );
    throw new AppError('wrong_pin');
  }
  const opened = await transact(db, async (tx) => {
    if (!(await holdPlace(tx, place.id))) throw new AppError('no_place');
    // One person at a time: whoever stood there before is put out.
    const before = await deleteSessionsAt(tx, place.id);
    const session = await openSession(tx, clock, personId, browser, { placeId: place.id, forMs: sessionMs });
    await writeAudit(
      tx,
      clock,
      { ...browser, personId },
      {
        action: 'place:entered',
        targetKind: 'place',
        targetId: place.id,
        detail: { name: place.name },
      },
    );
    await publish(tx, live.deliver, now, [...endedEvents(before), ...session.ended]);
    return session;
  });
  await forgetTries(db, personId);
  await startAfresh(db, [own, slowKey(pinSlowing.device, 'pin-at', place.id)]);
  return { token: opened.token, personId };
}
