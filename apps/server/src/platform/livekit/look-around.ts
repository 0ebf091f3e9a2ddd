import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '@engawa/db/connect';
import type { Clock } from '../clock.ts';
import type { Inbox } from './inbox.ts';
import type { RoomsApi } from './rooms-api.ts';
import { areClosed, isAdmissionId, markClosed, openRooms, presentAnywhere, standing } from './tables.ts';

/** Says which of these rooms are still wanted. */
export type Owner = (rooms: string[]) => Promise<string[]>;

type Parts = {
  db: Database;
  clock: Clock;
  api: RoomsApi;
  inbox: Inbox;
  owners: readonly Owner[];
  /** Which of these sessions still stand. */
  standingSessions(ids: string[]): Promise<string[]>;
  /** Who was thrown out is counted. */
  thrownOut(): void;
};

/** A room that was just opened may not have been noted by its owner yet. */
const ownerlessMs = 30_000;
/** A list may lag behind what was told a moment ago. */
const settledMs = 3000;
const againMs = 1500;

type Present = Awaited<ReturnType<typeof presentAnywhere>>[number];

/**
 * Compares LiveKit with the database and mends: what was never told is found out, rooms that nobody owns are
 * ended, those that a restart of LiveKit took away are made again, and strangers are thrown out.
 */
export async function lookAround(parts: Parts): Promise<{ rooms: number; participants: number }> {
  const { db, clock, api } = parts;
  const began = clock.now();
  // Read before LiveKit is asked: what comes in between is settled the next time.
  const present = await presentAnywhere(db);
  const open = await withoutUnowned(parts, began);
  const known = new Map(open.map((room) => [room.name, room]));
  const running = await api.names();
  // A room that we have never heard of is somebody else's: one LiveKit may serve others as well.
  const left = await areClosed(
    db,
    running.filter((name) => !known.has(name)),
  );
  for (const name of left) await api.end(name);
  const there = new Set(running);
  for (const { name, wasEntered } of open) {
    if (wasEntered && !there.has(name)) await api.create(name);
  }
  const found = new Set<string>();
  for (const name of running.filter((each) => known.has(each))) {
    for (const sid of await lookInto(parts, name)) found.add(sid);
  }
  await missThose(
    parts,
    present.filter(({ sid }) => sid !== null && !found.has(sid)),
  );
  return { rooms: running.length, participants: found.size };
}

/** A list of LiveKit's may be stale or not there at all for a moment: whoever is missing is looked for twice. */
async function missThose({ api, inbox }: Parts, missing: Present[]): Promise<void> {
  if (missing.length === 0) return;
  await pause(againMs);
  for (const [room, ones] of Map.groupBy(missing, (one) => one.room)) {
    const there = new Set((await api.present(room)).map(({ sid }) => sid));
    for (const { identity, sid } of ones) if (sid && !there.has(sid)) await inbox.missed(identity, sid);
  }
}

async function withoutUnowned({ db, clock, owners }: Parts, now: Date) {
  const open = await openRooms(db);
  const old = open.filter(({ openedAt }) => now.getTime() - openedAt.getTime() > ownerlessMs);
  if (owners.length === 0 || old.length === 0) return open;
  const names = old.map(({ name }) => name);
  const wanted = new Set((await Promise.all(owners.map((owner) => owner(names)))).flat());
  const gone = new Set(names.filter((name) => !wanted.has(name)));
  if (gone.size > 0) await markClosed(db, [...gone], clock.now());
  return open.filter(({ name }) => !gone.has(name));
}

/** Throws out whoever may not be there; answers who is. */
async function lookInto(parts: Parts, room: string): Promise<string[]> {
  const { db, clock, api, inbox } = parts;
  const there = await api.present(room);
  const ids = there.map(({ identity }) => identity).filter(isAdmissionId);
  const admissions = (await standing(db, ids, clock.now())).filter((one) => one.room === room);
  const sessions = new Set(await parts.standingSessions(admissions.map((one) => one.sessionId)));
  const welcome = new Set(admissions.filter((one) => sessions.has(one.sessionId)).map(({ id }) => id));
  const sids = [];
  for (const { identity, sid, joinedAt, isThrough } of there) {
    if (!welcome.has(identity)) {
      await api.remove(room, identity);
      parts.thrownOut();
      continue;
    }
    sids.push(sid);
    if (isThrough && clock.now().getTime() - joinedAt.getTime() > settledMs)
      await inbox.found(identity, sid, joinedAt);
  }
  return sids;
}
