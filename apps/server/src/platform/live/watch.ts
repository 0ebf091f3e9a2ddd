import { userScope } from '@engawa/contract/scopes';
import type { LiveServer, LiveSocket } from './sockets.ts';

/** A reload or a short cut shows nothing to others. */
const graceMs = 20_000;

const room = (personId: string) => `watch:${personId}`;

/** Tells pages whether the people they have on screen are connected. Nothing of it is kept. */
export class Watch {
  #here = new Set<string>();
  #leaving = new Map<string, NodeJS.Timeout>();
  readonly #io: LiveServer;

  constructor(io: LiveServer) {
    this.#io = io;
  }

  /** Replaces what a socket watches, and answers with how it stands. */
  set(socket: LiveSocket, personIds: string[]): void {
    const wanted = new Set(personIds.map(room));
    for (const joined of socket.rooms) if (joined.startsWith('watch:') && !wanted.has(joined)) void socket.leave(joined);
    void socket.join([...wanted]);
    socket.emit(
      'connected',
      personIds.map((personId) => ({ personId, connected: this.#here.has(personId) })),
    );
  }

  arrived(socket: LiveSocket): void {
    const { personId } = socket.data.me;
    clearTimeout(this.#leaving.get(personId));
    this.#leaving.delete(personId);
    if (!this.#here.has(personId)) this.#tell(personId, true);
    socket.on('disconnect', () => {
      if (this.#io.sockets.adapter.rooms.has(userScope(personId))) return;
      clearTimeout(this.#leaving.get(personId));
      const timer = setTimeout(() => {
        this.#leaving.delete(personId);
        if (!this.#io.sockets.adapter.rooms.has(userScope(personId))) this.#tell(personId, false);
      }, graceMs);
      timer.unref();
      this.#leaving.set(personId, timer);
    });
  }

  #tell(personId: string, connected: boolean): void {
    if (connected) this.#here.add(personId);
    else this.#here.delete(personId);
    this.#io.to(room(personId)).volatile.emit('connected', [{ personId, connected }]);
  }
}
