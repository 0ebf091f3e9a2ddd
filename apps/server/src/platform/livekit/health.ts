import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { MediaState } from '@engawa/contract/media';
import type { MediaServer } from '../../media-settings.ts';

const everyMs = 2000;
const startingMs = 300;
const patienceMs = 1500;

/** What the start program says of the LiveKit that it finds, builds and keeps running. */
export const MediaNote = z.object({ state: MediaState, version: z.string().optional() });
export type MediaNote = z.infer<typeof MediaNote>;

/** The file in the data folder that holds the note. */
export const mediaNoteName = 'media.json';

type Parts = {
  server: MediaServer | undefined;
  dataDir: string;
  onChange(state: MediaState): void;
};

/**
 * Asks LiveKit how it is. While it does not answer nothing is asked of it (a breaker): whoever finds it
 * silent says so with `failed`, and only the next good answer here opens the way again.
 */
export class Health {
  readonly #parts: Parts;
  readonly #address: string | undefined;
  #state: MediaState;
  #version: string | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#address = parts.server && httpAddress(parts.server.url);
    this.#state = parts.server ? { state: 'down' } : { state: 'absent', why: 'off' };
  }

  get state(): MediaState {
    return this.#state;
  }

  /** Of the LiveKit that was started here. */
  get version(): string | undefined {
    return this.#version;
  }

  /** Asks at once, and again and again until `stop`. */
  async start(): Promise<void> {
    if (!this.#address) return;
    await this.#look();
    this.#lookLater();
  }

  #lookLater(): void {
    clearTimeout(this.#timer);
    const wait = this.#state.state === 'ready' ? everyMs : startingMs;
    this.#timer = setTimeout(() => {
      void this.#look().then(() => this.#timer && this.#lookLater());
    }, wait).unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** LiveKit was asked something and gave no answer. */
  failed(): void {
    if (this.#state.state !== 'ready') return;
    this.#take({ state: 'down' });
    // It may have been slow once: it is asked soon, and not when its turn comes.
    if (this.#timer) this.#lookLater();
  }

  async #look(): Promise<void> {
    const isWell = await this.#answers();
    const note = isWell && this.#version ? undefined : await this.#note();
    this.#version = note?.version ?? this.#version;
    if (isWell) this.#take({ state: 'ready' });
    else this.#take(note && note.state.state !== 'ready' ? note.state : { state: 'down' });
  }

  async #answers(): Promise<boolean> {
    try {
      const told = await fetch(`${this.#address}/`, { signal: AbortSignal.timeout(patienceMs) });
      await told.arrayBuffer();
      return told.ok;
    } catch {
      return false;
    }
  }

  async #note(): Promise<MediaNote | undefined> {
    try {
      const text = await readFile(join(this.#parts.dataDir, mediaNoteName), 'utf8');
      return MediaNote.parse(JSON.parse(text));
    } catch {
      return undefined;
    }
  }

  #take(state: MediaState): void {
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#parts.onChange(state);
  }
}

/** The address of LiveKit for requests; some write that of its sockets. */
export function httpAddress(url: string): string {
  return new URL(url.replace(/^ws/, 'http')).origin;
}
