import type { Cursors, LiveEvent, Resumed } from '@engawa/contract/live';
import { expect, test } from 'vitest';
import { Scopes, type Fill } from './scopes.ts';

const scope = 'channel:shuno';
const event = (seq: number): LiveEvent => ({ scope, seq, type: 'message:sent', data: seq });

/** A server that keeps all events of one scope. */
function hall(head: number, limited = false) {
  const asked: string[] = [];
  const range = (after: number, upTo: number) =>
    Array.from({ length: upTo - after }, (_, n) => event(after + 1 + n));
  return {
    asked,
    head,
    async resume(cursors: Cursors): Promise<Resumed> {
      asked.push('resume');
      const have = cursors[scope] ?? 0;
      return {
        scopes: { [scope]: { head: this.head, events: limited ? [] : range(have, this.head), limited } },
      };
    },
    async fill({ after, upTo }: Fill) {
      asked.push(`${after}-${upTo}`);
      return { events: limited ? [] : range(after, upTo), limited };
    },
  };
}

function page(server: ReturnType<typeof hall>, have = 0) {
  const scopes = new Scopes(server, async () => {});
  const seen: number[] = [];
  const missed: number[] = [];
  scopes.follow(scope, have);
  scopes.listen(scope, { event: ({ seq }) => seen.push(seq), missed: (head) => missed.push(head) });
  return { scopes, seen, missed };
}

const settled = () => new Promise((done) => setTimeout(done, 5));

test('events are heard once and in order, however they arrive', async () => {
  const server = hall(5);
  const { scopes, seen } = page(server);
  for (const seq of [1, 3, 2, 2, 5, 1, 4]) scopes.receive(event(seq));
  await settled();
  expect(seen).toEqual([1, 2, 3, 4, 5]);
  expect(scopes.cursors).toEqual({ [scope]: 5 });
});

test('a gap is asked for and filled', async () => {
  const server = hall(4);
  const { scopes, seen } = page(server);
  scopes.receive(event(1));
  scopes.receive(event(4));
  await settled();
  expect(server.asked).toEqual(['1-3']);
  expect(seen).toEqual([1, 2, 3, 4]);
});

test('the loss of the last events is found by the digest of heads', async () => {
  const server = hall(3);
  const { scopes, seen } = page(server);
  scopes.receive(event(1));
  scopes.compare({ [scope]: 3 });
  await settled();
  expect(seen).toEqual([1, 2, 3]);
  scopes.compare({ [scope]: 3 });
  await settled();
  expect(server.asked).toEqual(['1-3']);
});

test('what arrives while a resume is under way waits for its turn', async () => {
  const server = hall(3);
  const { scopes, seen } = page(server);
  const resuming = scopes.resume();
  scopes.receive(event(4));
  server.head = 4;
  expect(seen).toEqual([]);
  expect(await resuming).toBe(true);
  expect(seen).toEqual([1, 2, 3, 4]);
  expect(server.asked).toEqual(['resume']);
});

test('too much to tell is told as missed, and later events go on from there', async () => {
  const server = hall(900, true);
  const { scopes, seen, missed } = page(server, 10);
  await scopes.resume();
  expect(missed).toEqual([900]);
  scopes.receive(event(901));
  expect(seen).toEqual([901]);
});

test('a scope that the server does not name any more is closed', async () => {
  const scopes = new Scopes({ resume: async () => ({ scopes: {} }), fill: async () => undefined });
  let closed = 0;
  scopes.follow(scope, 3);
  scopes.listen(scope, { event: () => {}, closed: () => (closed += 1) });
  await scopes.resume();
  expect(closed).toBe(1);
  expect(scopes.follows(scope)).toBe(false);
});

test('no answer to a resume leaves the cursors where they were', async () => {
  const scopes = new Scopes({ resume: async () => undefined, fill: async () => undefined });
  scopes.follow(scope, 3);
  expect(await scopes.resume()).toBe(false);
  expect(scopes.cursors).toEqual({ [scope]: 3 });
});

test('what the greeting tells is not asked again, and what comes meanwhile waits for it', async () => {
  const server = hall(4);
  const { scopes, seen } = page(server, 1);
  const cursors = scopes.greet();
  scopes.receive(event(4));
  await settled();
  expect(seen).toEqual([]);
  expect(await scopes.resume(undefined, await server.resume(cursors))).toBe(true);
  expect(seen).toEqual([2, 3, 4]);
  expect(server.asked).toEqual(['resume']);
});

test('an answer that was full is continued, answer by answer, before the page is up', async () => {
  const server = hall(9);
  const { scopes, seen } = page(server);
  const full = { scopes: { [scope]: { head: 9, events: [event(1)], limited: false, more: true as const } } };
  server.resume = async () => full;
  server.fill = async ({ after }) => ({ events: [event(after + 1)], limited: false });
  expect(await scopes.resume()).toBe(true);
  expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});
