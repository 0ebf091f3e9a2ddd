import { createServer, type Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import pino from 'pino';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { protocolVersion } from '@engawa/contract/protocol';
import type { LiveEvent, Resumed } from '@engawa/contract/live';
import { orgScope, userScope } from '@engawa/contract/scopes';
import { systemClock } from '../clock.ts';
import { Metrics } from '../metrics.ts';
import { Admission, Doorstep } from './admission.ts';
import type { Followable } from './catch-up.ts';
import type { StoredEvent } from './kept.ts';
import { Live } from './live.ts';

const own = userScope('ken');
const channel = 'channel:shuno';
const late = 'channel:later';

/** Rights are read when the test lets them, so that it can act between the reading and the joining. */
let rights: PromiseWithResolvers<Followable[]>;
let stored: StoredEvent[];
let live: Live;
let server: Server;
let socket: Socket | undefined;

beforeEach(async () => {
  rights = Promise.withResolvers();
  stored = [];
  live = new Live({
    clock: systemClock(0),
    log: pino({ level: 'silent' }),
    metrics: new Metrics(),
    readAfter: async (wanted) =>
      wanted.flatMap(({ scope, after }) => stored.filter((e) => e.scope === scope && e.seq > after)),
    readTail: async (scope, after) => stored.filter((e) => e.scope === scope && e.seq > after),
    followable: () => rights.promise,
    opens: () => true,
  });
  const me = { personId: 'ken', sessionId: 's', zone: 'lgwan' as const, roles: [], address: '' };
  server = createServer();
  live.open(server, {
    isOwnOrigin: () => true,
    tokenIn: () => 'token',
    identify: async () => me,
    addressOf: () => '127.0.0.1',
    admission: new Admission(100, 100),
    doorstep: new Doorstep(),
    metrics: new Metrics(),
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterEach(async () => {
  socket?.disconnect();
  await live.close();
  server.close();
});

const event = (scope: string, seq: number, channelId: string | null = null): StoredEvent => ({
  scope,
  seq,
  type: 'note',
  data: { text: `${scope} ${seq}` },
  channelId,
  label: null,
});

/** Connects as a page does; what it is told comes with the greeting. */
async function page(cursors?: Record<string, number>) {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const heard: LiveEvent[] = [];
  socket = io(`http://127.0.0.1:${port}`, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: { cookie: 'session=ken' },
    auth: { protocol: protocolVersion, cursors },
  });
  socket.on('event', (told: LiveEvent) => heard.push(told));
  const greeted = new Promise<Resumed>((resolve) =>
    socket?.on('hello', (_hello, resumed: Resumed) => resolve(resumed)),
  );
  while (live.socketsOf(own).length === 0) await pause(5);
  return { heard, greeted };
}

test('a channel given while rights are read is kept, and one taken away is not joined', async () => {
  const { greeted } = await page({ [own]: 0, [channel]: 0 });
  live.letIn(live.socketsOf(own), late, 3);
  live.evict(live.socketsOf(own), channel);
  rights.resolve([own, orgScope, channel].map((scope) => ({ scope, seq: 0 })));
  const { scopes } = await greeted;
  expect(Object.keys(scopes).sort()).toEqual([late, orgScope, own]);
  expect(scopes[late]?.head).toBe(3);
  const [mine] = live.socketsOf(own);
  expect([mine?.rooms.has(late), mine?.rooms.has(channel)]).toEqual([true, false]);
});

test('what happens to a person who is joining is told whole, by rights that are known', async () => {
  live.stream.follow(own, 0);
  const { greeted, heard } = await page({ [own]: 0 });
  // Somebody else's socket makes the node follow the scope: the event leaves before the rights are known.
  live.deliver([event(own, 1, 'shuno')]);
  await pause(50);
  rights.resolve([own, orgScope, channel].map((scope) => ({ scope, seq: 0 })));
  const { scopes } = await greeted;
  expect([...heard, ...(scopes[own]?.events ?? [])].map(({ seq, type }) => [seq, type])).toEqual([
    [1, 'note'],
  ]);
});

test('nothing is replayed beyond the head that was known with the right', async () => {
  const { greeted } = await page({ [channel]: 0 });
  stored = [1, 2, 3].map((seq) => event(channel, seq));
  rights.resolve([own, orgScope].map((scope) => ({ scope, seq: 0 })).concat({ scope: channel, seq: 2 }));
  const { scopes } = await greeted;
  expect(scopes[channel]?.events.map(({ seq }) => seq)).toEqual([1, 2]);
});

test('an answer that would be too large is cut, says so, and goes on by asking', async () => {
  const body = 'あ'.repeat(30_000);
  stored = Array.from({ length: 40 }, (_, n) => ({ ...event(channel, n + 1), data: { body } }));
  const { greeted } = await page({ [channel]: 0 });
  rights.resolve([own, orgScope].map((scope) => ({ scope, seq: 0 })).concat({ scope: channel, seq: 40 }));
  const place = (await greeted).scopes[channel];
  expect(JSON.stringify(place).length).toBeLessThan(300_000);
  expect([place?.head, place?.limited, place?.more, place?.events.length]).toEqual([40, false, true, 8]);
  const [mine] = live.socketsOf(own);
  if (!mine) throw new Error('nobody is there');
  const { json } = await live.fill(mine, { scope: channel, after: 8, upTo: 40 });
  expect(JSON.parse(json).events.map(({ seq }: LiveEvent) => seq)).toEqual([9, 10, 11, 12, 13, 14, 15, 16]);
});
