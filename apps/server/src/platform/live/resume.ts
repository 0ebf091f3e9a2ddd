import type { z } from 'zod';
import { FillInput, ResumeInput, TypingInput, type Answer } from '@engawa/contract/live';
import { channelScope } from '@engawa/contract/scopes';
import { AppError, asAppError, errorBody } from '../errors.ts';
import type { Platform } from '../platform.ts';
import type { CommandTable } from './command.ts';
import type { Allowances } from '../allowance.ts';
import type { LiveSocket } from './sockets.ts';
import { Written } from './written.ts';

/** Resumes and gaps of one socket that wait for their turn: a page asks for them one by one. */
const mostWaiting = 8;

type Ack = (answer: Answer<unknown> | Written) => void;

/** Socket.IO hands an ack over as any function. */
const isAck = (ack: unknown): ack is Ack => typeof ack === 'function';

/** What each person may still do, on all their sockets together. */
export type LiveAllowances = { writes: Allowances; questions: Allowances };

/** Puts the handlers of the live contract on a socket. */
export function answerSocket(
  socket: LiveSocket,
  platform: Platform,
  table: CommandTable,
  { writes, questions }: LiveAllowances,
): void {
  const { live } = platform;
  const { personId } = socket.data.me;

  const reply = async (ack: unknown, work: () => Promise<unknown>): Promise<void> => {
    if (!isAck(ack)) return;
    try {
      questions.take(personId);
      const data = await work();
      ack(data instanceof Written ? new Written(`{"ok":true,"data":${data.json}}`) : { ok: true, data });
    } catch (error) {
      const known = asAppError(error);
      if (!known) platform.log.error({ err: error }, 'a live request failed');
      ack({ ok: false, error: errorBody(known ?? new AppError('unexpected')) });
    }
  };

  socket.on('command', (name: unknown, input: unknown, ack: unknown) => {
    if (!isAck(ack)) return;
    if (!writes.isWithin(personId)) {
      ack({ ok: false, error: errorBody(new AppError('too_many_requests', { retryAfterMs: 1000 })) });
      return;
    }
    void table.answer(platform, socket.data.me, name, input).then(ack);
  });

  let turn = Promise.resolve();
  let waiting = 0;
  /** One after the other, and few in line: each reads rights and answers with much. */
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (waiting >= mostWaiting || socket.data.behindSince !== undefined)
      throw new AppError('too_many_requests', { retryAfterMs: 1000 });
    waiting += 1;
    const mine = turn.then(work);
    turn = mine.then(
      () => {},
      () => {},
    );
    return mine.finally(() => (waiting -= 1));
  };

  socket.on('live:resume', (input: unknown, ack: unknown) => {
    void reply(ack, async () => {
      const { cursors } = parse(ResumeInput, input);
      return inTurn(() => live.resume(socket, cursors));
    });
  });

  socket.on('live:fill', (input: unknown, ack: unknown) => {
    void reply(ack, async () => {
      const gap = parse(FillInput, input);
      return inTurn(() => live.fill(socket, gap));
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
    if (!typing.success || !questions.isWithin(personId)) return;
    const room = channelScope(typing.data.channelId);
    if (!socket.rooms.has(room)) return;
    socket.to(room).volatile.emit('typing', { channelId: typing.data.channelId, personId });
  });
}

function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw new AppError('invalid_input');
  return parsed.data;
}
