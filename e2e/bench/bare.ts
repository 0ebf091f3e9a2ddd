// The least that Socket.IO can do with the same rooms and the same bytes: no storage, no rights.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { isPassword } from '@engawa/server/src/sessions/hash-queue.ts';

type Input = { clientId: string; channelId: string; body: string };
type Choice = { state: string; place: string };
type Ack = (answer: unknown) => void;

const http = createServer();
const io = new Server(http, {
  transports: ['websocket'],
  perMessageDeflate: false,
  httpCompression: false,
  serveClient: false,
  maxHttpBufferSize: 65_536,
  pingInterval: 15_000,
  pingTimeout: 10_000,
});
const rings = new Map<string, { seq: number; events: { seq: number }[] }>();
const kept = 200;
/** Where people are, whoever asks. */
const standings = new Map<string, object>();
const standingOf = (personId: string) =>
  standings.get(personId) ?? { personId, connected: true, state: 'in', ...nowhere };
const nowhere = {
  ...{ until: null, place: '', note: '', overdue: false, quietUntil: null },
  ...{ chosen: false, setBy: null, mayChoose: true },
};

io.on('connection', (socket) => {
  socket.on('join', (rooms: string[]) => {
    void socket.join(rooms);
    const own = rooms.find((room) => room.startsWith('user:'));
    if (own) socket.data.personId = own.slice(5);
    socket.emit('hello', { spreadMs: 0 });
  });
  socket.on('presence:watch', ({ personIds }: { personIds: string[] }) => {
    void socket.join(personIds.map((id) => `watch:${id}`));
    socket.emit('presence', personIds.map(standingOf));
  });
  socket.on('command', (name: string, input: Input & Choice, ack: Ack) => {
    if (name === 'presence:set') {
      const { personId } = socket.data;
      const { state, place } = input;
      standings.set(personId, { personId, connected: true, ...nowhere, state, place });
      io.to(`watch:${personId}`).emit('presence', [standingOf(personId)]);
      ack({ ok: true, data: {} });
      return;
    }
    const { clientId, channelId, body } = input;
    const scope = `channel:${channelId}`;
    const ring = rings.get(scope) ?? { seq: 0, events: [] };
    rings.set(scope, ring);
    ring.seq += 1;
    const { seq } = ring;
    const createdAt = new Date().toISOString();
    const authorId = channelId;
    const gone = { editedAt: null, hiddenAt: null, redactedAt: null };
    const rest = { quoteId: null, mentioned: [], mentionAll: false, createdAt, ...gone, stamps: [], no: seq };
    const data = { id: randomUUID(), channelId, authorId, clientId, body, ...rest };
    const event = { scope, seq, type: 'message:sent', data };
    ring.events.push(event);
    if (ring.events.length > kept) ring.events.shift();
    io.to(scope).emit('event', event);
    ack({ ok: true, data });
  });
  socket.on('live:resume', ({ cursors }: { cursors: Record<string, number> }, ack: Ack) => {
    const scopes: Record<string, unknown> = {};
    for (const [scope, after] of Object.entries(cursors)) {
      const ring = rings.get(scope);
      const events = ring?.events.filter((event) => event.seq > after) ?? [];
      scopes[scope] = { head: ring?.seq ?? 0, events, limited: false };
    }
    ack({ ok: true, data: { scopes } });
  });
});
http.on('request', (request, response) => {
  if (request.method !== 'POST') return;
  let text = '';
  request.on('data', (chunk: Buffer) => (text += chunk.toString()));
  request.on('end', () => {
    const { password }: { password: string } = JSON.parse(text);
    void isPassword(process.env['BARE_HASH'], password).then(
      (isRight) => response.writeHead(isRight ? 200 : 403).end(),
      () => response.writeHead(503, { 'retry-after': '3' }).end(),
    );
  });
});
http.listen(Number(process.env['PORT']), '127.0.0.1');
