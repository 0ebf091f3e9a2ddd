import { channelScope } from '@engawa/contract/scopes';
import type { ReadCounts } from '@engawa/contract/live';
import type { Platform } from '../../platform/platform.ts';
import { readCounts } from './queries.ts';

const everyMs = 1000;
const depth = 60;

/** 既読 n: tells a channel how far it has been read, at most once a second, never by name. */
export class ReadCountsSender {
  #waiting = new Map<string, NodeJS.Timeout>();
  readonly #platform: Platform;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  moved(channelId: string): void {
    const { live, log } = this.#platform;
    if (this.#waiting.has(channelId) || !live.io.sockets.adapter.rooms.has(channelScope(channelId))) return;
    const timer = setTimeout(() => {
      this.#waiting.delete(channelId);
      this.counts(channelId).then(
        (told) => live.io.to(channelScope(channelId)).volatile.emit('read:counts', told),
        (error: unknown) => log.warn({ err: error }, 'read counts could not be read'),
      );
    }, everyMs);
    this.#waiting.set(channelId, timer.unref());
  }

  async counts(channelId: string): Promise<ReadCounts> {
    return { channelId, counts: await readCounts(this.#platform.db, channelId, depth) };
  }
}
