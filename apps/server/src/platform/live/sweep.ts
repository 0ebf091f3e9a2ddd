import type { Database } from '@engawa/db/connect';
import type { Logger } from 'pino';
import type { Metrics } from '../metrics.ts';
import type { Live } from './live.ts';
import { broadcast } from './broadcast.ts';
import { wireOf, type LiveServer, type LiveSocket } from './sockets.ts';
import { headsOf } from './tables.ts';

const digestMs = 15_000;
const pollMs = 1_000;
const budget = { packets: 256, bytes: 1_048_576 };
const patienceMs = 10_000;

/** Regular care of the live side: digests of heads, the poll that bounds a dead bus, slow readers. */
export function startSweeps(
  live: Live,
  db: Database,
  metrics: Metrics,
  log: Logger,
  polls: boolean,
): () => void {
  const digest = setInterval(() => {
    tellHeads(live.io, live.stream.takeChanged());
  }, digestMs);

  let polling = false;
  const poll = setInterval(() => {
    const { scopes } = live.stream;
    if (!(polls || live.isInDoubt) || polling || scopes.length === 0) return;
    polling = true;
    headsOf(db, scopes)
      .then(
        (heads) => live.stream.compare(heads),
        (error: unknown) => log.warn({ err: error }, 'heads could not be read'),
      )
      .finally(() => (polling = false));
  }, pollMs);

  const slow = setInterval(() => {
    for (const socket of live.io.sockets.sockets.values()) holdBack(socket, metrics);
  }, 1000);

  return () => {
    for (const timer of [digest, poll, slow]) clearInterval(timer);
  };
}

/**
 * Tells the readers of scopes how far these have come: one scope in each turn of the loop, or a hall that
 * writes everywhere would stall everybody at each digest.
 */
export function tellHeads(io: LiveServer, heads: [scope: string, seq: number][], at = 0): void {
  const head = heads[at];
  if (!head) return;
  const [scope, seq] = head;
  broadcast(io, scope, 'heads', { [scope]: seq });
  setImmediate(tellHeads, io, heads, at + 1);
}

/** Bytes and packets that wait to leave for a socket. */
function waiting(socket: LiveSocket): { packets: number; bytes: number } {
  return {
    packets: Reflect.get(socket.conn, 'writeBuffer')?.length ?? 0,
    bytes: wireOf(socket)?.bufferedAmount ?? 0,
  };
}

/** A reader past its budget gets nothing more until it has caught up, then resumes; or is let go. */
function holdBack(socket: LiveSocket, metrics: Metrics): void {
  const { packets, bytes } = waiting(socket);
  const isOver = packets > budget.packets || bytes > budget.bytes;
  const since = socket.data.behindSince;
  if (since === undefined) {
    if (!isOver) return;
    metrics.slowReaders.inc();
    socket.data.behindSince = performance.now();
    // Its own scope stays: that is how the end of a session or a role finds it.
    for (const room of socket.rooms) {
      if (room !== socket.id && !room.startsWith('user:')) void socket.leave(room);
    }
  } else if (packets === 0 && bytes === 0) {
    delete socket.data.behindSince;
    socket.emit('behind');
  } else if (performance.now() - since > patienceMs) {
    // Closing politely would wait until it has taken what waits for it.
    socket.disconnect(true);
    wireOf(socket)?.terminate();
  }
}
