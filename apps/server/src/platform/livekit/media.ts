import type { Server as HttpServer } from 'node:http';
import type { Logger } from 'pino';
import type { MediaAdmission, MediaState } from '@engawa/contract/media';
import type { Zone } from '@engawa/contract/labels';
import type { Database } from '@engawa/db/connect';
import { newId } from '@engawa/db/id';
import type { Env } from '../../env.ts';
import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import type { Gate } from '../live/sockets.ts';
import type { Me } from '../me.ts';
import type { Metrics } from '../metrics.ts';
import type { ZoneTable } from '../zones.ts';
import { Health } from './health.ts';
import { listenForHooks } from './hook.ts';
import { Inbox, type OnPassage } from './inbox.ts';
import { lookAround, type Owner } from './look-around.ts';
import { RoomsApi } from './rooms-api.ts';
import { SignalProxy, type Refusal } from './signal-proxy.ts';
import {
  insertAdmission,
  insertRoom,
  markClosed,
  markEntered,
  markLineCut,
  presentIn,
  revokeIds,
  revokeOf,
  roomOfCut,
  setMayPublish,
  standing,
  type Admission,
} from './tables.ts';
import { tokenFor, tokenSeconds } from './token.ts';
import type { Way } from './way.ts';

type Parts = {
  env: Env;
  db: Database;
  clock: Clock;
  log: Logger;
  zones: ZoneTable;
  metrics: Metrics;
  /** Which of these sessions still stand. */
  standingSessions(ids: string[]): Promise<string[]>;
};

/** Whom to let in where, and under which label what is said there stands. */
export type Admit = { room: string; personId: string; sessionId: string; zone: Zone; labelId?: string };

const checkMs = 700;
const lookMs = 12_000;
/** So long a page may be without signalling, as when our server is started again. */
const awayMs = 10_000;
/** What a page needs to come back once its line was taken for dead. */
const comeBackMs = 3000;

/**
 * The media plane: rooms of LiveKit, and who may be in them. The truth is in the database; LiveKit is told,
 * watched and put right. A room's name should be random: `newId()` of whoever opens it.
 */
export class Media {
  readonly #parts: Parts;
  readonly #health: Health;
  readonly #api: RoomsApi | undefined;
  readonly #proxy: SignalProxy | undefined;
  readonly #inbox: Inbox;
  readonly #owners: Owner[] = [];
  readonly #heard: ((state: MediaState) => void)[] = [];
  #hooks: HttpServer | undefined;
  #timers: NodeJS.Timeout[] = [];
  readonly #waits = new Set<NodeJS.Timeout>();
  #looking: Promise<unknown> = Promise.resolve();
  #checking: Promise<unknown> = Promise.resolve();
  #checkAgain: Promise<unknown> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { env, metrics, db, clock } = parts;
    const { server } = env.media;
    this.#inbox = new Inbox(db, clock);
    this.#health = new Health({ server, dataDir: env.dataDir, onChange: (state) => this.#changed(state) });
    if (!server) return;
    this.#api = new RoomsApi(server, this.#health);
    this.#proxy = new SignalProxy({
      ...{ server, metrics },
      mayEnter: (way, me) => this.#mayEnter(way, me),
      lineCut: (identity, silentMs) => void this.#try(() => this.#lineCut(identity, silentMs)),
    });
  }

  /** Whether voice can be had now, and if not, why. */
  state(): MediaState {
    return this.#health.state;
  }

  onState(heard: (state: MediaState) => void): void {
    this.#heard.push(heard);
  }

  /** Runs in the transaction that notes it; `isOnly`: this person was not in that room before. */
  onJoined(heard: OnPassage): void {
    this.#inbox.onJoined(heard);
  }

  /** Runs in the transaction that notes it; `isOnly`: this person is now in that room no more. */
  onLeft(heard: OnPassage): void {
    this.#inbox.onLeft(heard);
  }

  /** Every room that uses media says which of its rooms are still wanted; others are ended. */
  ownedBy(owner: Owner): void {
    this.#owners.push(owner);
  }

  /** Opens a room under that name; one that is open stays so. */
  async openRoom(name: string): Promise<void> {
    const { db, clock } = this.#parts;
    if (!this.#api || this.state().state !== 'ready') throw new AppError('unavailable');
    await insertRoom(db, name, clock.now());
    await this.#api.create(name);
  }

  /** Ends a room for everybody in it, for good. Where LiveKit is silent the next look around does it. */
  async closeRoom(name: string): Promise<void> {
    const { db, clock } = this.#parts;
    await markClosed(db, [name], clock.now());
    await this.#try(() => this.#api?.end(name));
  }

  /** Lets a session of a person into a room. The admission is worth nothing outside of that session. */
  async admit({ room, personId, sessionId, zone, labelId }: Admit): Promise<MediaAdmission> {
    const { db, clock, env, zones } = this.#parts;
    const { server } = env.media;
    if (!server) throw new AppError('unavailable');
    if (labelId !== undefined && !zones.may(zone, labelId, 'call')) throw new AppError('not_allowed');
    const id = newId();
    const madeAt = clock.now();
    const enterBy = new Date(madeAt.getTime() + tokenSeconds * 1000);
    const label = labelId ?? null;
    const admission = { id, room, personId, sessionId, zone, label, madeAt, enterBy };
    const made = await insertAdmission(db, admission);
    if (!made) throw new AppError('not_found');
    return { url: `/media/${id}`, token: await tokenFor(server, { ...admission, ...made }), identity: id };
  }

  /** Puts a person out of a room, or out of every room, at once and for good. */
  async revoke(which: { personId: string; room?: string }): Promise<void> {
    const { db, clock } = this.#parts;
    const held = await revokeOf(db, which, clock.now());
    await Promise.all(held.map(({ id, room }) => this.#putOut(room, id)));
  }

  /** Whether a person may speak and show: not while on hold. */
  async allow({ room, personId, publish }: { room: string; personId: string; publish: boolean }) {
    const identities = await setMayPublish(this.#parts.db, room, personId, publish);
    for (const identity of identities) await this.#try(() => this.#api?.allow(room, identity, publish));
  }

  /** Who is in a room, by what LiveKit told. */
  participants(room: string): Promise<{ identity: string; personId: string }[]> {
    return presentIn(this.#parts.db, room);
  }

  /** Lets a listener pass signalling on. */
  open(server: HttpServer, gate: Gate): void {
    this.#proxy?.open(server, gate);
  }

  /** Begins to watch LiveKit and to hear what it tells. */
  async start(): Promise<void> {
    const { env, log } = this.#parts;
    const { server, hook } = env.media;
    if (!server) return;
    if (hook) {
      this.#hooks = await listenForHooks(hook, { server, log, take: (event) => this.#inbox.take(event) });
    }
    await this.#health.start();
    this.#timers = [
      setInterval(() => void this.checkOpen(), checkMs),
      setInterval(() => void this.look(), lookMs),
    ];
    void this.look();
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.#health.stop();
    this.#proxy?.close();
    for (const wait of this.#waits) clearTimeout(wait);
    this.#hooks?.close();
    this.#hooks?.closeAllConnections();
    await this.#looking;
  }

  /** Compares LiveKit with the database now; one look after the other. */
  look(): Promise<void> {
    const now = this.#looking.then(() => this.#try(() => this.#lookNow()));
    this.#looking = now;
    return now;
  }

  /** Cuts the sockets whose session, admission or right has ended, and puts their people out. */
  checkOpen(): Promise<unknown> {
    // Asked again while one is under way, it may have read before what it is asked about: one more follows.
    this.#checkAgain ??= this.#checking.then(() => {
      this.#checkAgain = undefined;
      return (this.#checking = this.#try(() => this.#checkNow()));
    });
    return this.#checkAgain;
  }

  /** Ends what a session holds, or all that a person holds, as soon as it is known to have ended. */
  endOf(which: 'session' | 'person', id: string): void {
    void this.#try(async () => {
      const open = await this.#standingHere();
      const ended = open.filter((one) => (which === 'session' ? one.sessionId : one.personId) === id);
      await Promise.all(ended.map((one) => this.#end(one)));
    });
  }

  async #checkNow(): Promise<void> {
    const open = this.#proxy?.identities ?? [];
    if (open.length === 0) return;
    const found = await this.#standingHere();
    const sessions = new Set(
      await this.#parts.standingSessions([...new Set(found.map(({ sessionId }) => sessionId))]),
    );
    const stands = (one: Admission) => sessions.has(one.sessionId) && this.#mayCall(one);
    const kept = new Set(found.filter(stands).map(({ id }) => id));
    const known = new Set(found.map(({ id }) => id));
    for (const identity of open) if (!known.has(identity)) this.#proxy?.cut(identity);
    // Taken back first: whoever is cut comes again at once.
    await Promise.all(found.filter(({ id }) => !kept.has(id)).map((one) => this.#end(one)));
  }

  async #standingHere(): Promise<Admission[]> {
    const { db, clock } = this.#parts;
    const here = this.#proxy?.identities ?? [];
    return here.length === 0 ? [] : standing(db, here, clock.now());
  }

  /** LiveKit waits some 20 s for whoever is cut: by then the others should have read it. */
  async #lineCut(identity: string, silentMs: number): Promise<void> {
    const { db, clock } = this.#parts;
    await markLineCut(db, identity, new Date(clock.now().getTime() - silentMs));
    const wait = setTimeout(
      () => {
        this.#waits.delete(wait);
        void this.#try(async () => {
          const room = await roomOfCut(db, identity);
          if (room !== undefined) await this.#api?.remove(room, identity);
        });
      },
      Math.max(comeBackMs, awayMs - silentMs),
    );
    this.#waits.add(wait.unref());
  }

  async #end({ id, room }: Admission): Promise<void> {
    await revokeIds(this.#parts.db, [id], this.#parts.clock.now());
    await this.#putOut(room, id);
  }

  async #putOut(room: string, identity: string): Promise<void> {
    this.#proxy?.cut(identity);
    await this.#try(() => this.#api?.remove(room, identity));
  }

  /** Why somebody may not enter a room that way; undefined where nothing stands against it. */
  async refusalFor(way: Way, me: Me): Promise<Refusal | undefined> {
    const found = await this.#find(way, me);
    return 'reason' in found ? found : undefined;
  }

  async #find(way: Way, me: Me): Promise<Admission | Refusal> {
    const [admission] = await standing(this.#parts.db, [way.identity], this.#parts.clock.now());
    if (!admission || admission.room !== way.room) return { reason: 'admission', status: '403 Forbidden' };
    const isOwn = admission.sessionId === me.sessionId && admission.zone === me.zone;
    if (!isOwn) return { reason: 'other session', status: '403 Forbidden' };
    if (!this.#mayCall(admission)) return { reason: 'label', status: '403 Forbidden' };
    return admission;
  }

  async #mayEnter(way: Way, me: Me): Promise<Refusal | undefined> {
    const { db, clock } = this.#parts;
    const found = await this.#find(way, me);
    if ('reason' in found) return found;
    // LiveKit may have been started again since: it knows no room of before.
    await this.#api?.create(found.room);
    const earlier = await markEntered(db, found, clock.now());
    await Promise.all(earlier.map((identity) => this.#putOut(found.room, identity)));
    return undefined;
  }

  #mayCall({ label, zone }: Admission): boolean {
    return label === null || this.#parts.zones.may(zone, label, 'call');
  }

  async #lookNow(): Promise<void> {
    const api = this.#api;
    if (!api || this.state().state !== 'ready') return;
    const { metrics, db, clock, standingSessions } = this.#parts;
    const { rooms, participants } = await lookAround({
      db,
      clock,
      api,
      inbox: this.#inbox,
      owners: this.#owners,
      standingSessions,
      thrownOut: () => metrics.mediaThrownOut.inc(),
    });
    metrics.mediaRooms.set(rooms);
    metrics.mediaParticipants.set(participants);
  }

  #changed(state: MediaState): void {
    const { metrics, log } = this.#parts;
    metrics.mediaUp.reset();
    metrics.mediaUp.set({ version: this.#health.version ?? 'unknown' }, state.state === 'ready' ? 1 : 0);
    log.info({ media: state.state }, 'the media server');
    // It may have been started again, empty.
    if (state.state === 'ready') void this.look();
    for (const heard of this.#heard) heard(state);
  }

  /** What LiveKit is not told now it is told by the next look around. */
  async #try(work: () => Promise<unknown> | undefined): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof AppError && error.code === 'unavailable') return;
      this.#parts.log.warn({ err: error }, 'media could not be put right; trying again');
    }
  }
}
