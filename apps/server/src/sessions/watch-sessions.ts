import type { LiveSocket } from '#platform/live/sockets.ts';
import type { Platform } from '#platform/platform.ts';
import { deleteExpired, markSeen, standingAmong } from './queries.ts';
import { forgetOldAttempts } from '#platform/slow-down.ts';

const everyMs = 60_000;

/** Ends sockets with the session they stand on: when it ends, when it runs out, when its person is disabled. */
export function watchSessions(platform: Platform): () => void {
  const { live, media, db, clock, log } = platform;
  const active = new Set<string>();

  live.on('session:ended', ({ sessionId }, { scope }) => {
    live.endSession(scope.slice('user:'.length), sessionId);
    media.endOf('session', sessionId);
  });

  // One function for every socket: thousands of idle ones should not each carry a closure.
  function spoke(this: LiveSocket): void {
    active.add(this.data.me.sessionId);
  }
  live.onSocket((socket) => socket.onAny(spoke));

  const check = async () => {
    const now = clock.now();
    const ids = new Set(
      [...live.io.sockets.sockets.values()].map((socket) => socket.data.me?.sessionId).filter(Boolean),
    );
    const seen = [...active];
    active.clear();
    if (seen.length > 0) await markSeen(db, seen, now);
    if (ids.size > 0) {
      const standing = new Set(await standingAmong(db, [...ids], now));
      for (const socket of live.io.sockets.sockets.values()) {
        const id = socket.data.me?.sessionId;
        if (ids.has(id) && !standing.has(id)) socket.disconnect(true);
      }
    }
    await deleteExpired(db, now);
    await forgetOldAttempts(db, now);
  };
  const timer = setInterval(() => {
    check().catch((error: unknown) =>
      log.warn({ err: error }, 'sessions could not be checked; trying again'),
    );
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
