import { newId } from '@engawa/db/id';
import { transact } from '@engawa/db/transact';
import { userScope } from '@engawa/contract/scopes';
import type { LiveSocket } from '#platform/live/sockets.ts';
import type { Platform } from '#platform/platform.ts';
import { renewNode, writeLeases } from './queries.ts';
import { tellChange } from './tell-change.ts';

/** A reload or a short cut shows nothing to others. */
export const lingerMs = 20_000;
const gatherMs = 200;
const renewMs = 5_000;

/**
 * Who is connected to this server: each device is a socket, all sockets of a person are one row, and the
 * rows count while the lease of the server runs. A server that dies takes its people with it.
 */
export class Leases {
  readonly nodeId = newId();
  readonly #platform: Platform;
  /** Who has a row here, or will have after the next writing. */
  readonly #here = new Set<string>();
  /** Since when the last socket of a person is gone, by performance.now(). */
  readonly #leaving = new Map<string, number>();
  #came = new Set<string>();
  #left = new Set<string>();
  #writing: Promise<void> | undefined;
  #renewedAt = -Infinity;
  readonly #timer: NodeJS.Timeout;

  constructor(platform: Platform) {
    this.#platform = platform;
    this.#timer = setInterval(() => void this.#work(), gatherMs);
    platform.live.onSocket((socket) => this.#arrived(socket));
  }

  /** Ends as a server that dies does: its people have the time of the lease to come back elsewhere. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#writing;
  }

  #arrived(socket: LiveSocket): void {
    const { personId } = socket.data.me;
    this.#leaving.delete(personId);
    if (!this.#here.has(personId)) {
      this.#here.add(personId);
      this.#left.delete(personId);
      this.#came.add(personId);
    }
    socket.on('disconnect', () => {
      if (!this.#hasSocket(personId)) this.#leaving.set(personId, performance.now());
    });
  }

  #hasSocket(personId: string): boolean {
    return this.#platform.live.socketsOf(userScope(personId)).length > 0;
  }

  #work(): void {
    const gone = performance.now() - lingerMs;
    for (const [personId, since] of this.#leaving) {
      if (since > gone) continue;
      this.#leaving.delete(personId);
      if (this.#hasSocket(personId)) continue;
      this.#here.delete(personId);
      this.#came.delete(personId);
      this.#left.add(personId);
    }
    const isTime = performance.now() - this.#renewedAt > renewMs;
    if (this.#writing || (!isTime && this.#came.size + this.#left.size === 0)) return;
    this.#writing = this.#write(isTime)
      .catch((error: unknown) => this.#platform.log.warn({ err: error }, 'leases could not be written'))
      .finally(() => (this.#writing = undefined));
  }

  async #write(renews: boolean): Promise<void> {
    const { db, live } = this.#platform;
    if (renews && (await renewNode(db, this.nodeId))) {
      // New, or taken for dead by the others: everybody here is named again.
      for (const personId of this.#here) this.#came.add(personId);
    }
    if (renews) this.#renewedAt = performance.now();
    const [came, left] = [[...this.#came], [...this.#left]];
    if (came.length + left.length === 0) return;
    [this.#came, this.#left] = [new Set(), new Set()];
    try {
      await transact(db, async (tx) => {
        await writeLeases(tx, this.nodeId, { came, left });
        tellChange(tx, live, [...came, ...left]);
      });
    } catch (error) {
      for (const personId of came) if (this.#here.has(personId)) this.#came.add(personId);
      for (const personId of left) if (!this.#here.has(personId)) this.#left.add(personId);
      throw error;
    }
  }
}
