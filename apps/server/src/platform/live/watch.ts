import { userScope } from '@engawa/contract/scopes';
import type { Live } from './live.ts';
import type { LiveSocket } from './sockets.ts';

/** A reload or a short cut shows nothing to others. */
const graceMs = 20_000;
const announceMs = 15_000;
/** A node that fell silent takes its people with it after this long. */
const leaseMs = 45_000;

const room = (personId: string) => `watch:${personId}`;

/** Tells pages whether the people they have on screen are connected, on any node. Nothing of it is kept. */
export class Watch {
  #here = new Set<string>();
  #elsewhere = new Map<string, number>();
  #leaving = new Map<string, NodeJS.Timeout>();
  readonly #live: Live;
  readonly #timer: NodeJS.Timeout;

  constructor(live: Live) {
    this.#live = live;
    live.onSocket((socket) => this.#arrived(socket));
    live.onPoke('here:', (personId) => this.#heard(personId, performance.now() + leaseMs));
    live.onPoke('gone:', (personId) => this.#heard(personId, 0));
    this.#timer = setInterval(() => this.#announce(), announceMs).unref();
  }

  /** Replaces what a socket watches, and answers with how it stands. */
  set(socket: LiveSocket, personIds: string[]): void {
    const wanted = new Set(personIds.map(room));
    for (const joined of socket.rooms) {
      if (joined.startsWith('watch:') && !wanted.has(joined)) void socket.leave(joined);
    }
    void socket.join([...wanted]);
    socket.emit(
      'connected',
      personIds.map((personId) => ({ personId, connected: this.#isConnected(personId) })),
    );
  }

  close(): void {
    clearInterval(this.#timer);
    for (const timer of this.#leaving.values()) clearTimeout(timer);
  }

  #isConnected(personId: string): boolean {
    return this.#here.has(personId) || (this.#elsewhere.get(personId) ?? 0) > performance.now();
  }

  #hasSocket(personId: string): boolean {
    return this.#live.io.sockets.adapter.rooms.has(userScope(personId));
  }

  #arrived(socket: LiveSocket): void {
    const { personId } = socket.data.me;
    clearTimeout(this.#leaving.get(personId));
    this.#leaving.delete(personId);
    if (!this.#here.has(personId)) {
      this.#change(personId, () => this.#here.add(personId));
      this.#live.bus.poke([`here:${personId}`]);
    }
    socket.on('disconnect', () => {
      if (this.#hasSocket(personId)) return;
      clearTimeout(this.#leaving.get(personId));
      const timer = setTimeout(() => {
        this.#leaving.delete(personId);
        if (this.#hasSocket(personId)) return;
        this.#change(personId, () => this.#here.delete(personId));
        this.#live.bus.poke([`gone:${personId}`]);
      }, graceMs);
      this.#leaving.set(personId, timer.unref());
    });
  }

  #heard(personId: string, until: number): void {
    this.#change(personId, () => this.#elsewhere.set(personId, until));
  }

  #announce(): void {
    this.#live.bus.poke([...this.#here].map((personId) => `here:${personId}`));
    const now = performance.now();
    for (const [personId, until] of this.#elsewhere) {
      if (until > now) continue;
      this.#elsewhere.delete(personId);
      this.#tell(personId);
    }
  }

  #change(personId: string, change: () => void): void {
    const before = this.#isConnected(personId);
    change();
    if (this.#isConnected(personId) !== before) this.#tell(personId);
  }

  #tell(personId: string): void {
    const told = [{ personId, connected: this.#isConnected(personId) }];
    this.#live.io.to(room(personId)).volatile.emit('connected', told);
  }
}
