import type { z } from 'zod';
import {
  FillInput,
  ResumeInput,
  TypingInput,
  WatchInput,
  type Answer,
  type LiveEvent,
  type Resumed,
  type ResumedScope,
} from '@engawa/contract/live';
import { channelScope } from '@engawa/contract/scopes';
import { AppError, asAppError, errorBody } from '../errors.ts';
import type { Platform } from '../platform.ts';
import type { CommandTable } from './command.ts';
import { Allowance } from './allowance.ts';
import type { LiveSocket } from './sockets.ts';
import type { ReadAfter, StoredEvent } from './stream.ts';

const mostOfScope = 200;
const mostOfAll = 2000;

type Ack = (answer: Answer<unknown>) => void;

/** Puts the handlers of the live contract on a socket. */
export function answerSocket(
  socket: LiveSocket,
  platform: Platform,
  table: CommandTable,
  read: ReadAfter,
): void {
  const { live } = platform;
  const allowance = new Allowance(platform.env.writeRate);

  const reply = async (ack: unknown, work: () => Promise<unknown>): Promise<void> => {
    if (typeof ack !== 'function') return;
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- Socket.IO hands an ack over as any function
    const answer = ack as Ack;
    if (!allowance.take()) {
      answer({ ok: false, error: errorBody(new AppError('too_many_requests', { retryAfterMs: 1000 })) });
      return;
    }
    try {
      answer({ ok: true, data: await work() });
    } catch (error) {
      const known = asAppError(error);
      if (!known) platform.log.error({ err: error }, 'a live request failed');
      answer({ ok: false, error: errorBody(known ?? new AppError('unexpected')) });
    }
  };

  socket.on('command', (name: unknown, input: unknown, ack: unknown) => {
    if (typeof ack !== 'function') return;
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- Socket.IO hands an ack over as any function
    const answer = ack as Ack;
    if (!allowance.take()) {
      answer({ ok: false, error: errorBody(new AppError('too_many_requests', { retryAfterMs: 1000 })) });
      return;
    }
    void table.answer(platform, socket.data.me, name, input).then(answer);
  });

  socket.on('live:resume', (input: unknown, ack: unknown) => {
    void reply(ack, async () => resume(socket, platform, parse(ResumeInput, input).cursors, read));
  });

  socket.on('live:fill', (input: unknown, ack: unknown) => {
    void reply(ack, async () => {
      const { scope, after, upTo } = parse(FillInput, input);
      if (!socket.rooms.has(scope)) throw new AppError('not_found');
      const held = live.stream.since(scope, after);
      const events = held ?? (await read([{ scope, after }]));
      // Rights may have gone while the events were read.
      if (!socket.rooms.has(scope)) throw new AppError('not_found');
      const wanted = events.filter((event) => event.seq <= upTo).slice(0, mostOfScope);
      return { events: present(wanted, socket, platform), limited: wanted[0]?.seq !== after + 1 };
    });
  });

  socket.on('live:heads', (ack: unknown) => {
    void reply(ack, async () => {
      const heads: Record<string, number> = {};
      for (const room of socket.rooms) {
        const seq = live.stream.emitted(room);
        if (seq !== undefined) heads[room] = seq;
      }
      return heads;
    });
  });

  socket.on('typing', (input: unknown) => {
    const typing = TypingInput.safeParse(input);
    if (!typing.success || !allowance.take()) return;
    const room = channelScope(typing.data.channelId);
    if (!socket.rooms.has(room)) return;
    const { personId } = socket.data.me;
    socket.to(room).volatile.emit('typing', { channelId: typing.data.channelId, personId });
  });

  socket.on('watch', (input: unknown) => {
    const watch = WatchInput.safeParse(input);
    if (watch.success && allowance.take()) platform.watch.set(socket, watch.data.personIds);
  });
}

/** Join first, then read: what commits in between is both read and sent, and the page drops the second. */
async function resume(
  socket: LiveSocket,
  platform: Platform,
  cursors: Record<string, number>,
  read: ReadAfter,
): Promise<Resumed> {
  const { stream } = platform.live;
  const followable = await platform.live.follow(socket);
  const wanted: { scope: string; after: number }[] = [];
  const scopes: Record<string, ResumedScope> = {};
  let sent = 0;
  for (const { scope, seq } of followable) {
    const head = Math.max(seq, stream.emitted(scope) ?? 0);
    const after = cursors[scope];
    const held = after === undefined ? [] : stream.since(scope, after);
    const behind = after === undefined ? 0 : head - after;
    // A cursor past the head comes from a page that outlived a restored database: it reads afresh.
    if (behind < 0 || behind > mostOfScope || sent + behind > mostOfAll) {
      scopes[scope] = { head, events: [], limited: true };
    } else if (held && held.length >= behind) {
      sent += held.length;
      scopes[scope] = { head, events: present(held, socket, platform), limited: false };
    } else {
      sent += behind;
      wanted.push({ scope, after: after ?? head });
      scopes[scope] = { head, events: [], limited: false };
    }
  }
  if (wanted.length > 0) {
    const events = Map.groupBy(await read(wanted), (event) => event.scope);
    for (const { scope, after } of wanted) {
      const found = events.get(scope) ?? [];
      const place = scopes[scope];
      if (!place) continue;
      place.head = Math.max(place.head, found.at(-1)?.seq ?? 0);
      // Events older than the time they are kept leave a hole: the page reads afresh.
      place.limited = place.head > after && found[0]?.seq !== after + 1;
      if (!place.limited) place.events = present(found, socket, platform);
    }
  }
  for (const scope of Object.keys(scopes)) if (!socket.rooms.has(scope)) delete scopes[scope];
  return { scopes };
}

function present(events: StoredEvent[], socket: LiveSocket, platform: Platform): LiveEvent[] {
  return events.map((event) => platform.live.present(event, socket));
}

function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw new AppError('invalid_input');
  return parsed.data;
}
