import { isDeepStrictEqual } from 'node:util';
import { Call } from '@engawa/contract/calls';
import type { CommandInput, CommandName } from '@engawa/contract/socket';
import { userScope } from '@engawa/contract/scopes';
import { newId } from '@engawa/db/id';
import { transact } from '@engawa/db/transact';
import type { TestHouse } from '@engawa/infra/test-house';
import { beginCall } from '@engawa/server/src/calls/begin-call.ts';
import { mediaJoined, mediaLeft } from '@engawa/server/src/calls/follow-media.ts';
import { runDue } from '@engawa/server/src/calls/watch-due.ts';
import type { Me } from '@engawa/server/src/platform/me.ts';
import type { Platform } from '@engawa/server/src/platform/platform.ts';
import { headsOf, readAfter } from '@engawa/server/src/platform/live/tables.ts';
import { sql } from 'kysely';
import { Dice } from './dice.ts';

type Wanted = { house: TestHouse; rounds: number; seed: number };

const lanes = 8;
const finals = new Set(['declined', 'missed', 'cancelled', 'failed', 'ended']);

/**
 * Random people call, answer, decline, cancel, hang up, are cut off and come back at the same moments, while
 * time runs out and connections to the database break. Answers what was found: nothing, if calls are right.
 */
export async function runCallModel({ house, rounds, seed }: Wanted): Promise<string[]> {
  const dice = new Dice(seed);
  const found: string[] = [];
  let left = rounds;
  const groups = await Promise.all(
    Array.from({ length: lanes }, () => Promise.all(['甲', '乙', '丙'].map((name) => house.person(name)))),
  );
  // Nobody rings whose page is not connected.
  for (const person of groups.flat()) await house.connect(person);
  const lane = async (people: { id: string }[], own: Dice) => {
    while (left > 0 && found.length < 20) {
      left -= 1;
      found.push(...(await playRound(house, people.map(meOf), own)));
    }
  };
  await Promise.all(groups.map((people) => lane(people, dice.split())));
  return found;
}

const meOf = ({ id }: { id: string }): Me => ({
  personId: id,
  sessionId: newId(),
  zone: 'lgwan',
  roles: [],
  address: '127.0.0.1',
});

/** The house a while from now. */
const later = (platform: Platform, seconds: number): Platform => ({
  ...platform,
  clock: { now: () => new Date(Date.now() + seconds * 1000) },
});

async function playRound(house: TestHouse, people: readonly Me[], dice: Dice): Promise<string[]> {
  const { platform, table, db } = house;
  const winners = new Map<string, Set<string>>();
  const ask = async <N extends CommandName>(me: Me, name: N, input: Omit<CommandInput<N>, 'clientId'>) =>
    table.answer(platform, me, name, { clientId: newId(), ...input });
  const open = async (me: Me) => {
    const legs = await patiently(() =>
      db
        .selectFrom('callLeg')
        .innerJoin('call', 'call.id', 'callLeg.callId')
        .select(['call.id', 'call.room', 'callLeg.identity'])
        .where('callLeg.personId', '=', me.personId)
        .where('call.endedAt', 'is', null)
        .execute(),
    );
    return legs.length > 0 ? dice.one(legs) : undefined;
  };
  const answer = async (me: Me, callId: string) => {
    const device = newId();
    const told = await ask(me, 'call:accept', { callId, device });
    if (told.ok) winners.set(callId, (winners.get(callId) ?? new Set()).add(device));
  };
  const acts = {
    offer: async (me: Me) => {
      const other = dice.one(people.filter((one) => one !== me));
      await ask(me, 'call:offer', { calleeId: other.personId, about: '', device: newId() });
    },
    /** Two who agreed beforehand: nobody has to answer. */
    begin: async (me: Me) => {
      const [callerId, calleeId] = [me.personId, dice.one(people.filter((one) => one !== me)).personId];
      const both = { callerId, callerDevice: newId(), calleeId, calleeDevice: newId(), about: '' };
      await transact(db, (tx) => beginCall(tx, platform, both));
    },
    accept: async (me: Me) => {
      const call = await open(me);
      const devices = dice.between(1, 4);
      if (call) await Promise.all(Array.from({ length: devices }, () => answer(me, call.id)));
    },
    decline: async (me: Me) => {
      const call = await open(me);
      if (call) await ask(me, 'call:decline', { callId: call.id, reply: 'in-five' });
    },
    cancel: async (me: Me) => {
      const call = await open(me);
      if (call) await ask(me, 'call:cancel', { callId: call.id });
    },
    hangUp: async (me: Me) => {
      const call = await open(me);
      if (call) await ask(me, 'call:hang-up', { callId: call.id });
    },
    /** The media of a device comes and goes. */
    lose: async (me: Me) => {
      const call = await open(me);
      if (!call) return;
      const identity = call.identity ?? newId();
      await db
        .updateTable('callLeg')
        .set({ identity })
        .where('callId', '=', call.id)
        .where('personId', '=', me.personId)
        .execute();
      await transact(db, (tx) => mediaLeft(tx, { room: call.room, identity, at: platform.clock.now() }));
      if (dice.happens(0.4))
        await transact(db, (tx) => mediaJoined(tx, platform, { room: call.room, identity }));
    },
    timeOut: () => runDue(later(platform, dice.one([21, 31, 46]))),
    /** What a restart leaves: transactions that broke in the middle. */
    restart: async () => {
      if (dice.happens(0.03))
        await sql`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and state = 'idle in transaction'`.execute(db);
    },
  };
  const moves = [acts.offer, acts.offer, acts.accept, acts.accept, ...Object.values(acts)];
  const began = newId();
  const scopes = people.map(({ personId }) => userScope(personId));
  const heads = new Map(await patiently(() => headsOf(db, scopes)));
  for (let step = dice.between(2, 4); step > 0; step -= 1) {
    const together = Array.from({ length: dice.between(1, 3) }, () => dice.one(moves)(dice.one(people)));
    // A connection that breaks leaves the outcome open: the database says what it was.
    await Promise.allSettled(together);
  }
  await settle(later(platform, 600));
  // Whoever still talks hangs up: then nothing may be left.
  for (const me of people)
    for (let call = await open(me); call; call = await open(me))
      await ask(me, 'call:hang-up', { callId: call.id });
  const wanted = scopes.map((scope) => ({ scope, after: heads.get(scope) ?? 0 }));
  const told = (await patiently(() => readAfter(db, wanted))).flatMap(({ scope, type, data }) =>
    type === 'call' ? [{ scope, call: Call.parse(data) }] : [],
  );
  return patiently(() => judge(house, people, { began, winners, told }));
}

/** Everything that waits for its time has had it. */
async function settle(platform: Platform): Promise<void> {
  const due = () =>
    platform.db.selectFrom('call').select('id').where('dueAt', '<=', platform.clock.now()).limit(1).execute();
  do await patiently(() => runDue(platform));
  while ((await patiently(due)).length > 0);
}

/** Asks again where a connection was broken meanwhile. */
async function patiently<T>(work: () => Promise<T>, tries = 20): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (tries === 0) throw error;
    return patiently(work, tries - 1);
  }
}

/** What a round left to look at: its calls, who won them, and what each person was told of them. */
type Played = {
  began: string;
  winners: ReadonlyMap<string, ReadonlySet<string>>;
  told: readonly { scope: string; call: Call }[];
};

async function judge(
  { db }: TestHouse,
  people: readonly Me[],
  { began, winners, told }: Played,
): Promise<string[]> {
  const found: string[] = [];
  const ids = people.map(({ personId }) => personId);
  const calls = await db
    .selectFrom('call')
    .select(['id', 'callerId', 'calleeId', 'state', 'dueAt', 'rev'])
    .where('callerId', 'in', ids)
    .where('id', '>', began)
    .execute();
  for (const call of calls) {
    const say = (what: string) => found.push(`${what}: ${call.id} ${call.state}`);
    if (!finals.has(call.state)) say('never over');
    if (call.dueAt) say('still waits for a time');
    const toldTo = (personId: string) =>
      told.flatMap((one) => (one.scope === userScope(personId) && one.call.id === call.id ? [one.call] : []));
    const [caller, callee] = [toldTo(call.callerId), toldTo(call.calleeId)];
    if (!isDeepStrictEqual(caller, callee)) say('told differently to the two');
    const ends = caller.filter(({ state }) => finals.has(state));
    if (ends.length !== 1) say(`told ${ends.length} ends`);
    if (caller.at(-1)?.rev !== call.rev || caller.at(-1)?.state !== call.state)
      say('told last is not what is');
    const revs = caller.map(({ rev }) => rev);
    if (revs.some((rev, at) => at > 0 && rev <= (revs[at - 1] ?? 0))) say('told out of order');
    if ((winners.get(call.id)?.size ?? 0) > 1) say('answered on two devices');
  }
  const legs = await db
    .selectFrom('callLeg')
    .innerJoin('call', 'call.id', 'callLeg.callId')
    .select('call.id')
    .where('callLeg.personId', 'in', ids)
    .where('callLeg.state', '<>', 'out')
    .execute();
  const busy = await db.selectFrom('presenceBusy').select('ref').where('personId', 'in', ids).execute();
  for (const { ref } of busy) found.push(`still shown as talking: ${ref}`);
  for (const { id } of legs) found.push(`a leg is left behind: ${id}`);
  return found;
}
