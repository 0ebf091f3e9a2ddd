import type { SectionLine } from '@engawa/contract/section-calls';
import { userScope } from '@engawa/contract/scopes';
import type { Tx } from '@engawa/db/transact';
import { businessDay } from '#platform/clock.ts';
import { readHall } from '#platform/hall.ts';
import type { NewEvent } from '#platform/live/publish.ts';
import type { Platform } from '#platform/platform.ts';
import { listFree, readWhereabouts } from '../presence/read-standing.ts';
import { finishSectionCall } from './finish-section-call.ts';
import { hasWaited, usualLine, whomToRing } from './policy.ts';
import {
  answerersOf,
  countAhead,
  engagedAmong,
  lineOf,
  lookAgain,
  ringExactly,
  ringsOf,
  talks,
  turnSectionCall,
  type SectionCallRow,
} from './queries.ts';
import { tellSectionCall } from './tell-section-call.ts';

const againMs = 1000;

export async function readLine(tx: Tx, sectionId: string): Promise<SectionLine> {
  return (await lineOf(tx, sectionId)) ?? usualLine((await readHall(tx)).ringSeconds);
}

/**
 * Looks at an open call, which the transaction holds: whom it rings now, whether it waits, goes on to others,
 * or becomes a memo. Everything follows from the rows and the clock, so it may be done at any time.
 */
export async function stepSectionCall(tx: Tx, platform: Platform, call: SectionCallRow): Promise<NewEvent[]> {
  const now = platform.clock.now();
  if (await isGone(tx, platform, call)) {
    const ask = hasWaited(call.offeredAt, now) ? { ask: 'called' as const } : {};
    return finishSectionCall(tx, platform, call, { state: 'cancelled', ...ask });
  }
  const line = await readLine(tx, call.ringsIn);
  const scene = await look(tx, platform, call, line);
  const rung = whomToRing(scene);
  const isOver = now >= call.waitsUntil && !(call.state === 'waiting' && rung.length > 0);
  const hasEnded = isOver || (rung.length === 0 && !scene.mayCome);
  if (hasEnded) return goOn(tx, platform, call, line);

  const before = scene.rings.filter(({ state }) => state === 'ringing').map(({ personId }) => personId);
  const state = rung.length > 0 ? 'ringing' : 'waiting';
  const isSame = before.length === rung.length && before.every((id) => rung.includes(id));
  await lookAgain(tx, call.id, new Date(now.getTime() + againMs));
  if (isSame && state === call.state && call.ahead === scene.ahead && call.rev > 1) return [];
  await ringExactly(tx, call.id, rung, now);
  const isTurned = state !== call.state || call.rev === 1;
  const lasts = state === 'waiting' ? line.queueSeconds : ringFor(line, scene.free.length);
  const waitsUntil = isTurned ? new Date(now.getTime() + lasts * 1000) : call.waitsUntil;
  const turned = await turnSectionCall(tx, call.id, { state, ahead: scene.ahead, waitsUntil });
  return turned ? tellSectionCall(tx, platform, turned) : [];
}

/** One after the other takes as long as there are people; else the section says how long it rings. */
const ringFor = ({ mode, turnSeconds, ringSeconds }: SectionLine, people: number): number =>
  mode === 'turn' ? turnSeconds * Math.max(1, people) : ringSeconds;

/** The caller closed every page, or talks to somebody else by now. */
async function isGone(tx: Tx, platform: Platform, { callerId }: SectionCallRow): Promise<boolean> {
  if (await talks(tx, callerId)) return true;
  if (platform.live.socketsOf(userScope(callerId)).length > 0) return false;
  return (await readWhereabouts(tx, [callerId], platform)).get(callerId)?.connected !== true;
}

async function look(tx: Tx, platform: Platform, call: SectionCallRow, line: SectionLine) {
  const now = platform.clock.now();
  const all = await answerersOf(tx, call.ringsIn, businessDay(now));
  const people = all.filter((id) => id !== call.callerId);
  const known = await readWhereabouts(tx, people, platform);
  const { inCall, rung } = await engagedAmong(tx, people, call.id);
  const free = (await listFree(tx, people, platform)).filter((id) => !inCall.has(id));
  const rings = await ringsOf(tx, [call.id]);
  const tried = new Set(rings.filter(({ state }) => state !== 'ringing').map(({ personId }) => personId));
  const refused = new Set(rings.filter(({ state }) => state === 'refused').map(({ personId }) => personId));
  const isBusy = (id: string) =>
    known.get(id)?.connected === true && (inCall.has(id) || known.get(id)?.state === 'calling');
  const ahead = await countAhead(tx, call);
  // Somebody talks, or others are served first: it is worth waiting. In turn, each is rung once.
  const mayCome = people.some(
    (id) =>
      !(line.mode === 'turn' ? tried : refused).has(id) &&
      (isBusy(id) || (free.includes(id) && (ahead > 0 || rung.has(id)))),
  );
  return { line, now, free, rungElsewhere: rung, ahead, rings, mayCome };
}

/** To the section that it overflows to, once; else it becomes a memo of the one that was called. */
async function goOn(
  tx: Tx,
  platform: Platform,
  call: SectionCallRow,
  line: SectionLine,
): Promise<NewEvent[]> {
  const { overflowSectionId } = line;
  if (call.ringsIn === call.sectionId && overflowSectionId) {
    const now = platform.clock.now();
    await ringExactly(tx, call.id, [], now);
    const next = {
      ringsIn: overflowSectionId,
      state: 'waiting',
      waitsUntil: new Date(now.getTime() + againMs),
    };
    const turned = await turnSectionCall(tx, call.id, next);
    // As a call that has just come: its first look decides how long it rings or waits there.
    if (turned) return stepSectionCall(tx, platform, { ...turned, rev: 1 });
  }
  return finishSectionCall(tx, platform, call, { state: 'memo', ask: 'call_back' });
}
