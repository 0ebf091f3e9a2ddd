import { ParticipantInfo_State, RoomServiceClient } from 'livekit-server-sdk';
import { AppError } from '../errors.ts';
import type { MediaServer } from '../../media-settings.ts';
import { httpAddress, type Health } from './health.ts';
import { sources } from './token.ts';

/** Somebody in a room as LiveKit has it: `isThrough` once voice can go both ways. */
export type Present = { identity: string; sid: string; joinedAt: Date; isThrough: boolean };

const patienceSeconds = 2;
const emptySeconds = 120;
const departureSeconds = 30;

/** What we ask of LiveKit's rooms; nothing while it is known to be silent. */
export class RoomsApi {
  readonly #client: RoomServiceClient;
  readonly #health: Health;

  constructor({ url, key, secret }: MediaServer, health: Health) {
    this.#client = new RoomServiceClient(httpAddress(url), key, secret, {
      requestTimeout: patienceSeconds,
      failover: false,
    });
    this.#health = health;
  }

  /** Makes a room; one that is there stays as it is. */
  async create(name: string): Promise<void> {
    await this.#ask(() =>
      this.#client.createRoom({ name, emptyTimeout: emptySeconds, departureTimeout: departureSeconds }),
    );
  }

  /** Ends a room for everybody in it. */
  async end(name: string): Promise<void> {
    await this.#ask(() => this.#client.deleteRoom(name), true);
  }

  async names(): Promise<string[]> {
    return (await this.#ask(() => this.#client.listRooms()))?.map(({ name }) => name) ?? [];
  }

  async present(room: string): Promise<Present[]> {
    const list = await this.#ask(() => this.#client.listParticipants(room), true);
    return (list ?? []).map(({ identity, sid, state, joinedAtMs, joinedAt }) => ({
      identity,
      sid,
      isThrough: state === ParticipantInfo_State.ACTIVE,
      joinedAt: new Date(Number(joinedAtMs) || Number(joinedAt) * 1000),
    }));
  }

  async remove(room: string, identity: string): Promise<void> {
    await this.#ask(() => this.#client.removeParticipant(room, identity), true);
  }

  async allow(room: string, identity: string, canPublish: boolean): Promise<void> {
    const permission = {
      canPublish,
      canSubscribe: true,
      canPublishData: false,
      canUpdateMetadata: false,
      canPublishSources: sources,
    };
    await this.#ask(() => this.#client.updateParticipant(room, identity, { permission }), true);
  }

  /** `maybeGone`: that there is no such room or person (any more) is no failure. */
  async #ask<T>(work: () => Promise<T>, maybeGone = false): Promise<T | undefined> {
    if (this.#health.state.state !== 'ready') throw new AppError('unavailable');
    try {
      return await work();
    } catch (error) {
      const status = error instanceof Error && 'status' in error ? error.status : undefined;
      if (status === 404 && maybeGone) return undefined;
      if (typeof status !== 'number' || status >= 500) this.#health.failed();
      throw new AppError('unavailable');
    }
  }
}
