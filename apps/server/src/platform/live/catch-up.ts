import type { Cursors } from '@engawa/contract/live';
import { AppError } from '../errors.ts';
import { keep, type KeptEvent, type StoredEvent } from './kept.ts';
import type { LiveSocket } from './sockets.ts';
import type { Stream } from './stream.ts';
import { Written } from './written.ts';

/** A scope that a person may follow in a zone, with its newest seq. */
export type Followable = { scope: string; seq: number };

/** Reads what comes after a seq in one scope, as much of it as one answer holds. */
export type ReadTail = (scope: string, after: number) => Promise<StoredEvent[]>;

/** What one answer holds: the page asks for the rest where it is cut off, and reads afresh what is too much. */
export const most = { ofScope: 200, events: 2000, size: 262_144 };

/** What a replay stands on. */
export type Replay = {
  stream: Stream;
  readTail: ReadTail;
  /** The event as that socket may see it. */
  view(event: KeptEvent, scope: string, socket: LiveSocket): string;
};

type Place = {
  scope: string;
  head: number;
  after: number;
  limited: boolean;
  events: KeptEvent[] | undefined;
};

/**
 * What a socket that has just joined its rooms missed since `cursors`, as `Resumed` is written. Joined
 * first, read then: what commits in between is both read and sent, and the page drops the second. Nothing
 * is told beyond the head that was known together with the right to follow: what is later comes by the
 * room, which a right that is taken away closes.
 */
export async function catchUp(
  socket: LiveSocket,
  followable: readonly Followable[],
  cursors: Cursors,
  { stream, readTail, view }: Replay,
): Promise<Written> {
  let asked = 0;
  const places = followable.map(({ scope, seq }): Place => {
    const head = Math.max(seq, stream.emitted(scope) ?? 0);
    const after = cursors[scope] ?? head;
    const behind = head - after;
    if (behind === 0) return { scope, head, after, limited: false, events: [] };
    // A cursor past the head comes from a page that outlived a restored database: it reads afresh.
    const limited = behind < 0 || behind > most.ofScope || asked + behind > most.events;
    if (!limited) asked += behind;
    const held = limited ? [] : stream.since(scope, after);
    return { scope, head, after, limited, events: limited || held?.length === behind ? held : undefined };
  });
  const unread = places.filter(({ events }) => !events);
  if (unread.length > 0) await Promise.all(unread.map((place) => read(place, readTail)));
  return write(places, socket, view);
}

/** What is missing in the middle of one scope, as far as it has left here and one answer holds it. */
export async function fillGap(
  socket: LiveSocket,
  { scope, after, upTo }: { scope: string; after: number; upTo: number },
  { stream, readTail, view }: Replay,
): Promise<Written> {
  if (!socket.rooms.has(scope)) throw new AppError('not_found');
  const head = Math.min(upTo, after + most.ofScope, stream.emitted(scope) ?? 0);
  const events = head > after ? stream.since(scope, after)?.slice(0, head - after) : [];
  const place: Place = { scope, head, after, limited: false, events };
  if (!events) await read(place, readTail);
  // Asked again: the right may have gone while the events were read.
  if (!socket.rooms.has(scope)) throw new AppError('not_found');
  const told = asFarAsHeld(place, socket, view, { size: 0 });
  return new Written(`{"events":[${told.join(',')}],"limited":${place.limited}}`);
}

async function read(place: Place, readTail: ReadTail): Promise<void> {
  const { scope, head, after } = place;
  const found = (await readTail(scope, after)).filter(({ seq }) => seq <= head);
  // Events older than the time they are kept leave a hole: the page reads afresh.
  place.limited = found[0]?.seq !== after + 1;
  place.events = place.limited ? [] : found.map(keep);
}

function write(places: readonly Place[], socket: LiveSocket, view: Replay['view']): Written {
  // Held back meanwhile, it left its rooms with its rights intact: it asks again once it has caught up.
  if (socket.data.behindSince !== undefined) throw new AppError('too_many_requests', { retryAfterMs: 1000 });
  const answer = { size: 0 };
  const scopes: string[] = [];
  for (const place of places) {
    const { scope, head, after, limited } = place;
    // The right may have gone while the events were read.
    if (!socket.rooms.has(scope)) continue;
    const told = asFarAsHeld(place, socket, view, answer);
    const more = !limited && after + told.length < head ? ',"more":true' : '';
    scopes.push(
      `${JSON.stringify(scope)}:{"head":${head},"events":[${told.join(',')}],"limited":${limited}${more}}`,
    );
  }
  return new Written(`{"scopes":{${scopes.join(',')}}}`);
}

/** The events of a place that an answer still holds; the first of all is always among them. */
function asFarAsHeld(
  { scope, events = [] }: Place,
  socket: LiveSocket,
  view: Replay['view'],
  answer: { size: number },
): string[] {
  const told: string[] = [];
  for (const event of events) {
    const json = view(event, scope, socket);
    if (answer.size > 0 && answer.size + json.length > most.size) break;
    answer.size += json.length;
    told.push(json);
  }
  return told;
}
