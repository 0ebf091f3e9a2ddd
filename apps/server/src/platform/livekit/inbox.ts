import type { WebhookEvent } from 'livekit-server-sdk';
import type { Database } from '@engawa/db/connect';
import { transact, type Tx } from '@engawa/db/transact';
import type { Clock } from '../clock.ts';
import { isAdmissionId, keepEvent, markJoined, markLeft, type Passage } from './tables.ts';

/** What a room does, in the same transaction, when somebody has come into a room of media or left it. */
export type OnPassage = (tx: Tx, passage: Passage) => Promise<void>;

/** What becomes of who came and went, whoever told it: LiveKit itself, or the look around. */
export class Inbox {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #joined: OnPassage[] = [];
  readonly #left: OnPassage[] = [];

  constructor(db: Database, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  onJoined(heard: OnPassage): void {
    this.#joined.push(heard);
  }

  onLeft(heard: OnPassage): void {
    this.#left.push(heard);
  }

  /** Keeps and applies what LiveKit told, once, however often and in whatever order it is told. */
  async take(event: WebhookEvent): Promise<void> {
    const { id, event: kind, participant } = event;
    const receivedAt = this.#clock.now();
    await transact(this.#db, async (tx) => {
      const participantSid = participant?.sid ?? null;
      if (!(await keepEvent(tx, { id, kind, participantSid, receivedAt })) || !participant) return;
      const { identity, sid } = participant;
      if (!isAdmissionId(identity)) return;
      if (kind === 'participant_joined') {
        const at = new Date(Number(participant.joinedAtMs) || receivedAt.getTime());
        await this.#tell(tx, this.#joined, await markJoined(tx, identity, sid, at));
      } else if (kind === 'participant_left' || kind === 'participant_connection_aborted') {
        await this.#tell(tx, this.#left, await markLeft(tx, identity, sid, receivedAt));
      }
    });
  }

  /** Somebody is in a room whom no event has told of. */
  async found(identity: string, sid: string, at: Date): Promise<void> {
    await transact(this.#db, async (tx) => {
      await this.#tell(tx, this.#joined, await markJoined(tx, identity, sid, at));
    });
  }

  /** Somebody is no longer in a room, and no event has told of it. */
  async missed(identity: string, sid: string): Promise<void> {
    await transact(this.#db, async (tx) => {
      await this.#tell(tx, this.#left, await markLeft(tx, identity, sid, this.#clock.now()));
    });
  }

  async #tell(tx: Tx, heard: OnPassage[], passage: Passage | undefined): Promise<void> {
    if (!passage) return;
    for (const one of heard) await one(tx, passage);
  }
}
