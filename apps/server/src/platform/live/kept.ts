import { LiveEvent } from '@engawa/contract/live';
import { Written } from './written.ts';

/**
 * An event as a node carries it. In a user scope it is guarded by the channel named in `channelId`, or by a
 * label of its own: where that does not open, the event is not seen.
 */
export type StoredEvent = LiveEvent & { channelId: string | null; label: string | null };

/** An event that has left, as it was written for everybody. */
export type KeptEvent = Pick<StoredEvent, 'seq' | 'channelId' | 'label'> & { written: Written };

/** Writes an event, once for everybody who gets it. */
export function keep({ scope, seq, type, data, channelId, label }: StoredEvent): KeptEvent {
  return { seq, channelId, label, written: new Written(JSON.stringify({ scope, seq, type, data })) };
}

const most = { ofScope: 200, ofScopeSize: 262_144, size: 67_108_864 };

/** The newest events of one scope. */
export type Ring = { events: KeptEvent[]; size: number };

/** The newest events of every scope that is followed here, so many and so large at most. */
export class Rings {
  #size = 0;
  readonly #rings = new Map<string, Ring>();

  add(scope: string, event: KeptEvent): void {
    const ring = this.#rings.get(scope) ?? { events: [], size: 0 };
    this.#rings.delete(scope);
    this.#rings.set(scope, ring);
    ring.events.push(event);
    this.#grow(ring, sizeOf(event));
    while (ring.events.length > most.ofScope || ring.size > most.ofScopeSize) this.#drop(ring);
    if (this.#size > most.size) this.#makeRoom();
  }

  /** What is held of the events after `after`; undefined where the first of them is not. */
  since(scope: string, after: number): KeptEvent[] | undefined {
    const events = this.#rings.get(scope)?.events;
    const first = events?.[0];
    return events && first && first.seq <= after + 1 ? events.slice(after + 1 - first.seq) : undefined;
  }

  forget(scope: string): void {
    const ring = this.#rings.get(scope);
    if (ring) this.#size -= ring.size;
    this.#rings.delete(scope);
  }

  /** Rewrites the data of what is held, after a text was taken away. */
  scrub(scope: string, rewrite: (data: unknown) => unknown): void {
    const ring = this.#rings.get(scope);
    if (!ring) return;
    for (const event of ring.events) {
      this.#grow(ring, -sizeOf(event));
      const told = LiveEvent.parse(event.written.toJSON());
      event.written = new Written(JSON.stringify({ ...told, data: rewrite(told.data) }));
      this.#grow(ring, sizeOf(event));
    }
  }

  #drop(ring: Ring): void {
    const gone = ring.events.shift();
    if (gone) this.#grow(ring, -sizeOf(gone));
  }

  #grow(ring: Ring, by: number): void {
    ring.size += by;
    this.#size += by;
  }

  /** The scopes that are quiet the longest go first; what goes is read from the database again. */
  #makeRoom(): void {
    for (const scope of [...this.#rings.keys()]) {
      if (this.#size <= most.size * 0.75) return;
      this.forget(scope);
    }
  }
}

const sizeOf = ({ written }: KeptEvent): number => written.json.length;
