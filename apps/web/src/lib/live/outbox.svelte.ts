import type { ErrorBody } from '@engawa/contract/errors';
import type { Answer } from '@engawa/contract/live';
import type { CommandInput, CommandOutput } from '@engawa/contract/socket';
import { backoff, Pause } from './backoff.ts';
import type { Keeping } from './kept.ts';
import type { KeptStore } from './outbox-store.ts';
import { seal, unseal } from './seal.ts';

/** What may wait here: commands that a person has given and whose outcome must not get lost. */
export type Outgoing = { name: 'message:send'; input: CommandInput<'message:send'>; at: string };

export type UnsentRow = Outgoing & { clientId: string; lane: string; failed: ErrorBody | null };

export type Sent = { clientId: string; lane: string; data: CommandOutput<'message:send'> };

/** How a row gets to the server. */
export type Send = (name: Outgoing['name'], input: Outgoing['input']) => Promise<Answer<Sent['data']>>;

type Parts = {
  store: KeptStore;
  key: CryptoKey;
  /** Rows that may lie on the disk do; the others stay in this page, which sends them itself. */
  keeping?: Keeping;
  delay?: (attempt: number) => number;
};

type News = { kind: 'changed' } | ({ kind: 'sent' } & Sent);

/** Refusals that say nothing about the row: it waits until somebody has signed in or reloaded. */
const holdsAll = new Set<string>(['not_signed_in', 'session_ended', 'old_page']);

/**
 * What one person has written and the server has not yet acknowledged. Rows are on the disk before they
 * are shown, leave in the order written within a lane, and one page of the browser sends for all.
 */
export class Outbox {
  #rows = $state.raw<UnsentRow[]>([]);
  #store: KeptStore;
  #key: CryptoKey;
  #personId: string;
  #send: Send;
  #news: BroadcastChannel;
  #sentListeners = new Set<(sent: Sent) => void>();
  #left = new AbortController();
  #lanes = new Map<string, Pause>();
  #drains = $state(false);
  #delay: (attempt: number) => number;
  #keeping: Keeping;
  /** Client ids of the rows that are in this page's memory only. */
  #unkept = new Set<string>();
  /** Client ids of the rows on the disk that the person's key does not open. */
  #shut = $state.raw<readonly string[]>([]);
  /** One row is written after the other, so that two quick ones keep their order. */
  #writing: Promise<void> = Promise.resolve();
  #version = 0;

  private constructor(
    personId: string,
    send: Send,
    { store, key, keeping = () => 'yes', delay = backoff }: Parts,
  ) {
    this.#personId = personId;
    this.#store = store;
    this.#key = key;
    this.#send = send;
    this.#delay = delay;
    this.#keeping = keeping;
    this.#news = new BroadcastChannel(`engawa-outbox-${personId}`);
    this.#news.onmessage = ({ data }: MessageEvent<News>) => {
      if (data.kind === 'sent') this.#tellSent(data);
      else void this.#readAgain();
    };
  }

  static async open(personId: string, send: Send, parts: Parts): Promise<Outbox> {
    const outbox = new Outbox(personId, send, parts);
    try {
      await outbox.#readAgain();
    } catch (error) {
      outbox.leave();
      throw error;
    }
    void outbox.#waitForTurn();
    return outbox;
  }

  get rows(): readonly UnsentRow[] {
    return this.#rows;
  }

  rowsOf(lane: string): UnsentRow[] {
    return this.#rows.filter((row) => row.lane === lane);
  }

  /** Rows that a reload would lose, because they may not be kept on this machine. */
  get hasUnkept(): boolean {
    return this.#rows.some(({ clientId }) => this.#unkept.has(clientId));
  }

  /** How many rows on the disk this person's key does not open: another key closed them. */
  get shut(): number {
    return this.#shut.length;
  }

  async discardShut(): Promise<void> {
    for (const clientId of this.#shut) await this.#store.remove(clientId);
    this.#shut = [];
    this.#announce();
  }

  /** What may no longer lie on the disk leaves it; the page whose turn it is sends it from its memory. */
  async takeOff(): Promise<void> {
    if (!this.#drains) return;
    const rows = this.#rows.filter(
      ({ clientId, lane }) => this.#keeping(lane) === 'no' && !this.#unkept.has(clientId),
    );
    for (const { clientId } of rows) {
      this.#unkept.add(clientId);
      await this.#store.remove(clientId);
    }
    if (rows.length > 0) this.#announce();
  }

  /** Writes a row down; once this has ended, the row survives reload and crash, where it may be kept. */
  async put(lane: string, outgoing: Outgoing): Promise<void> {
    const mine = this.#writing.then(() => this.#put(lane, outgoing));
    this.#writing = mine.catch(() => {});
    await mine;
  }

  /** Sends a failed row once more, with the same client id. */
  async retry(clientId: string): Promise<void> {
    await this.#mark(clientId, null);
  }

  async discard(clientId: string): Promise<void> {
    await this.#store.remove(clientId);
    this.#unkept.delete(clientId);
    this.#show(this.#rows.filter((row) => row.clientId !== clientId));
    this.#announce();
  }

  /** Tries at once: the line is back, or somebody has asked. */
  wake(): void {
    for (const pause of this.#lanes.values()) pause.wake();
    this.#drain();
  }

  /** Tells of every row that the server has acknowledged, whichever page sent it. */
  onsent(listener: (sent: Sent) => void): () => void {
    this.#sentListeners.add(listener);
    return () => this.#sentListeners.delete(listener);
  }

  /** At sign-out: rows and drafts are gone from this machine. */
  async forget(): Promise<void> {
    this.leave();
    // A row that is being written now would be written after all was forgotten.
    await this.#writing;
    this.#rows = [];
    this.#unkept.clear();
    await this.#store.forget(this.#personId);
  }

  leave(): void {
    this.#left.abort();
    this.#drains = false;
    for (const pause of this.#lanes.values()) pause.wake();
    this.#news.close();
  }

  async #put(lane: string, outgoing: Outgoing): Promise<void> {
    const { clientId } = outgoing.input;
    if (this.#left.signal.aborted) throw new Error('this person has left');
    if (this.#keeping(lane) === 'yes') {
      const sealed = await seal(this.#key, outgoing);
      await this.#store.put({ clientId, personId: this.#personId, lane, failed: null, ...sealed });
    } else this.#unkept.add(clientId);
    this.#show([...this.#rows, { ...outgoing, clientId, lane, failed: null }]);
    this.#announce();
  }

  async #waitForTurn(): Promise<void> {
    const { signal } = this.#left;
    const { promise: untilLeft, resolve } = Promise.withResolvers<void>();
    signal.addEventListener('abort', () => resolve());
    try {
      await navigator.locks.request(`engawa-outbox-${this.#personId}`, { signal }, async () => {
        this.#drains = true;
        await this.#readAgain();
        await this.takeOff();
        await untilLeft;
      });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  #drain(): void {
    for (const row of this.#rows) {
      if (this.#maySend(row) && !this.#lanes.has(row.lane)) void this.#drainLane(row.lane);
    }
  }

  /** One page sends what lies on the disk; what is in a page's memory that page alone can send. */
  #maySend({ clientId, failed }: UnsentRow): boolean {
    if (failed || this.#left.signal.aborted) return false;
    return this.#drains || this.#unkept.has(clientId);
  }

  async #mark(clientId: string, failed: ErrorBody | null): Promise<void> {
    if (this.#unkept.has(clientId)) {
      this.#show(this.#rows.map((row) => (row.clientId === clientId ? { ...row, failed } : row)));
    } else {
      await this.#store.mark(clientId, failed);
      await this.#readAgain();
    }
    this.#announce();
  }

  async #drainLane(lane: string): Promise<void> {
    const pause = new Pause();
    this.#lanes.set(lane, pause);
    let attempt = 0;
    try {
      for (;;) {
        const row = this.#rows.find((row) => row.lane === lane && this.#maySend(row));
        if (!row) return;
        const answer = await this.#send(row.name, row.input);
        if (answer.ok) {
          attempt = 0;
          await this.#settle({ clientId: row.clientId, lane, data: answer.data });
        } else if (answer.error.retry || holdsAll.has(answer.error.code)) {
          await pause.for(Math.max(answer.error.retryAfterMs ?? 0, this.#delay(attempt++)));
        } else {
          attempt = 0;
          await this.#mark(row.clientId, answer.error);
        }
      }
    } finally {
      this.#lanes.delete(lane);
    }
  }

  async #settle(sent: Sent): Promise<void> {
    await this.#store.remove(sent.clientId);
    if (this.#left.signal.aborted) return;
    this.#news.postMessage({ kind: 'sent', ...sent } satisfies News);
    this.#tellSent(sent);
  }

  #tellSent(sent: Sent): void {
    for (const listener of [...this.#sentListeners]) listener(sent);
    this.#unkept.delete(sent.clientId);
    this.#show(this.#rows.filter((row) => row.clientId !== sent.clientId));
  }

  #show(rows: UnsentRow[]): void {
    this.#version += 1;
    this.#rows = rows;
  }

  #announce(): void {
    if (this.#left.signal.aborted) return;
    this.#news.postMessage({ kind: 'changed' } satisfies News);
    this.#drain();
  }

  async #readAgain(): Promise<void> {
    const version = this.#version;
    const opened = await Promise.all(
      (await this.#store.rowsOf(this.#personId)).map(async ({ clientId, lane, failed, iv, sealed }) => {
        const outgoing = await unseal<Outgoing>(this.#key, { iv, sealed });
        return outgoing ? { ...outgoing, clientId, lane, failed } : clientId;
      }),
    );
    if (this.#left.signal.aborted) return;
    // Rows that came or went while this was reading are read again, not overwritten.
    if (version !== this.#version) return this.#readAgain();
    const unkept = this.#rows.filter(({ clientId }) => this.#unkept.has(clientId));
    const onDisk = opened.filter((row) => typeof row !== 'string');
    this.#shut = opened.filter((row) => typeof row === 'string');
    this.#rows = [...onDisk.filter(({ clientId }) => !this.#unkept.has(clientId)), ...unkept];
    this.#drain();
  }
}
