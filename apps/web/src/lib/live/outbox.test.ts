import 'fake-indexeddb/auto';
import type { Answer } from '@engawa/contract/live';
import { afterEach, expect, test, vi } from 'vitest';
import { refused } from './answer.ts';
import { newClientId } from './client-id.ts';
import type { Keeping } from './kept.ts';
import { noStore } from './no-store.ts';
import { keyFrom, unseal } from './seal.ts';
import { OutboxStore } from './outbox-store.ts';
import { Outbox, type Outgoing, type Sent } from './outbox.svelte.ts';

/** Each person's session tells a secret of its own. */
const keyOf = (personId: string) => keyFrom(btoa(personId.padEnd(32, '-').slice(-32)));

const hanako = '01900000-0000-7000-8000-000000000001';
const ken = '01900000-0000-7000-8000-000000000002';
const channelId = '01900000-0000-7000-8000-00000000000a';

const storesOf = (name: string) =>
  new Promise<string[]>((resolve) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve([...request.result.objectStoreNames].sort());
  });

let opened: Outbox[] = [];
let database = 0;

afterEach(() => {
  for (const outbox of opened) outbox.leave();
  opened = [];
  database += 1;
});

const written = (body: string): Outgoing => ({
  name: 'message:send',
  input: { clientId: newClientId(), channelId, body },
  at: '2025-11-25T01:00:00.000Z',
});

function server() {
  const heard: string[] = [];
  const tries: string[] = [];
  let answer: (body: string) => Answer<Sent['data']> | undefined = () => undefined;
  return {
    heard,
    tries,
    answers(next: typeof answer) {
      answer = next;
    },
    async send(_name: Outgoing['name'], input: Outgoing['input']): Promise<Answer<Sent['data']>> {
      await Promise.resolve();
      tries.push(`${input.body} ${input.clientId}`);
      const said = answer(input.body);
      if (said) return said;
      heard.push(input.body);
      const { clientId, body } = input;
      return {
        ok: true,
        data: {
          id: clientId,
          channelId,
          no: heard.length,
          authorId: hanako,
          clientId,
          body,
          quoteId: null,
          mentioned: [],
          mentionAll: false,
          createdAt: '2025-11-25T01:00:00.000Z',
          editedAt: null,
          hiddenAt: null,
          redactedAt: null,
          stamps: [],
        },
      };
    },
  };
}

async function page(
  hall: ReturnType<typeof server>,
  personId = hanako,
  keeping: Keeping = () => 'yes',
): Promise<Outbox> {
  const store = await OutboxStore.open(`test-${database}`);
  const key = await keyOf(personId);
  const outbox = await Outbox.open(personId, hall.send, { store, key, delay: () => 5, keeping });
  opened.push(outbox);
  return outbox;
}

test('rows leave in the order in which they were written', async () => {
  const hall = server();
  const outbox = await page(hall);
  for (const body of ['一', '二', '三']) await outbox.put('shuno', written(body));
  await vi.waitFor(() => expect(outbox.rows).toEqual([]));
  expect(hall.heard).toEqual(['一', '二', '三']);
});

test('a row is tried again with the same client id until the server answers', async () => {
  const hall = server();
  let silent = 3;
  hall.answers(() => (silent-- > 0 ? refused('unavailable') : undefined));
  const outbox = await page(hall);
  await outbox.put('shuno', written('もしもし'));
  await vi.waitFor(() => expect(outbox.rows).toEqual([]));
  expect(new Set(hall.tries).size).toBe(1);
  expect(hall.tries.length).toBe(4);
});

test('a refused row stays with its reason and does not stop the next one', async () => {
  const hall = server();
  hall.answers((body) => (body === '番号' ? refused('my_number') : undefined));
  const outbox = await page(hall);
  await outbox.put('shuno', written('番号'));
  await outbox.put('shuno', written('次'));
  await vi.waitFor(() => expect(hall.heard).toEqual(['次']));
  await vi.waitFor(() => expect(outbox.rows.map((row) => row.failed?.code)).toEqual(['my_number']));
  hall.answers(() => undefined);
  await outbox.retry(outbox.rows[0]?.clientId ?? '');
  await vi.waitFor(() => expect(hall.heard).toEqual(['次', '番号']));
});

test('what was written before a crash is sent by the next page', async () => {
  const hall = server();
  hall.answers(() => refused('unavailable'));
  const before = await page(hall);
  await before.put('shuno', written('消えない'));
  before.leave();
  hall.answers(() => undefined);
  await page(hall);
  await vi.waitFor(() => expect(hall.heard).toEqual(['消えない']));
});

test('one page of the browser sends for all of them', async () => {
  const hall = server();
  const [first, second] = [await page(hall), await page(hall)];
  await second.put('shuno', written('となりの窓から'));
  await vi.waitFor(() => expect(second.rows).toEqual([]));
  await vi.waitFor(() => expect(first.rows).toEqual([]));
  expect(hall.heard).toEqual(['となりの窓から']);
});

test('an ended session holds the rows back instead of failing them', async () => {
  const hall = server();
  hall.answers(() => refused('session_ended'));
  const outbox = await page(hall);
  await outbox.put('shuno', written('あとで'));
  await vi.waitFor(() => expect(hall.tries.length).toBeGreaterThan(1));
  expect(outbox.rows.map((row) => row.failed)).toEqual([null]);
});

test('another person on the same machine sees nothing, and nothing readable lies on the disk', async () => {
  const hall = server();
  hall.answers(() => refused('unavailable'));
  const hers = await page(hall);
  await hers.put('shuno', written('秘密の発言'));
  const his = await page(hall, ken);
  expect(his.rows).toEqual([]);
  const store = await OutboxStore.open(`test-${database}`);
  const [row] = await store.rowsOf(hanako);
  expect(row && new TextDecoder().decode(row.sealed)).not.toContain('秘密');
  expect(JSON.stringify(row)).not.toContain('秘密');
});

test('no key lies on the machine: the rows open for the person who signs in again, and for nobody else', async () => {
  const hall = server();
  hall.answers(() => refused('session_ended'));
  const hers = await page(hall);
  await hers.put('shuno', written('期限切れの前に'));
  hers.leave();
  const store = await OutboxStore.open(`test-${database}`);
  const [row] = await store.rowsOf(hanako);
  expect(row && (await unseal(await keyOf(ken), row))).toBeUndefined();
  expect(await storesOf(`test-${database}`)).toEqual(['drafts', 'rows']);
  expect((await page(hall)).rows.map(({ input }) => input.body)).toEqual(['期限切れの前に']);
});

test('where the browser keeps nothing, each page sends its own rows', async () => {
  const hall = server();
  const key = await keyOf(hanako);
  const parts = { store: noStore, key, keeping: () => 'no' as const, delay: () => 5 };
  const pages = [await Outbox.open(hanako, hall.send, parts), await Outbox.open(hanako, hall.send, parts)];
  opened.push(...pages);
  for (const [n, outbox] of pages.entries()) await outbox.put('shuno', written(`窓 ${n}`));
  await vi.waitFor(() => expect([...hall.heard].sort()).toEqual(['窓 0', '窓 1']));
  await vi.waitFor(() => expect(pages.flatMap(({ rows }) => rows)).toEqual([]));
});

test('after signing out nothing is left', async () => {
  const hall = server();
  hall.answers(() => refused('unavailable'));
  const outbox = await page(hall);
  await outbox.put('shuno', written('消す'));
  await outbox.forget();
  const store = await OutboxStore.open(`test-${database}`);
  expect(await store.rowsOf(hanako)).toEqual([]);
  expect((await page(hall)).rows).toEqual([]);
});

test('a row that may not be kept never lies on the disk, and every page sends its own', async () => {
  const hall = server();
  let isDown = true;
  hall.answers(() => (isDown ? refused('unavailable') : undefined));
  const notJinji: Keeping = (lane) => (lane === 'jinji' ? 'no' : 'yes');
  const [first, second] = [await page(hall, hanako, notJinji), await page(hall, hanako, notJinji)];
  const store = await OutboxStore.open(`test-${database}`);
  await first.put('shuno', written('予約'));
  await second.put('jinji', written('内示'));
  await second.put('jinji', written('内示の続き'));
  expect((await store.rowsOf(hanako)).map(({ lane }) => lane)).toEqual(['shuno']);
  expect(first.hasUnkept).toBe(false);
  expect(second.hasUnkept).toBe(true);
  await vi.waitFor(() => expect(second.rows.map(({ lane }) => lane)).toEqual(['shuno', 'jinji', 'jinji']));
  isDown = false;
  await vi.waitFor(() => expect([...first.rows, ...second.rows]).toEqual([]));
  expect(hall.heard.filter((body) => body.startsWith('内示'))).toEqual(['内示', '内示の続き']);
  expect(hall.heard).toHaveLength(3);
  expect(second.hasUnkept).toBe(false);
});

test('a row that was refused and not kept is tried again or thrown away like any other', async () => {
  const hall = server();
  hall.answers((body) => (body === '番号' ? refused('my_number') : undefined));
  const outbox = await page(hall, hanako, () => 'no');
  await outbox.put('jinji', written('番号'));
  await vi.waitFor(() => expect(outbox.rows.map((row) => row.failed?.code)).toEqual(['my_number']));
  hall.answers(() => undefined);
  await outbox.retry(outbox.rows[0]?.clientId ?? '');
  await vi.waitFor(() => expect(outbox.rows).toEqual([]));
  expect(hall.heard).toEqual(['番号']);
});

test('rows that another key closed are told of, and go only when their person says so', async () => {
  const hall = server();
  hall.answers(() => refused('unavailable'));
  const hers = await page(hall);
  await hers.put('shuno', written('前の鍵で'));
  hers.leave();
  const store = await OutboxStore.open(`test-${database}`);
  const later = await Outbox.open(hanako, hall.send, { store, key: await keyOf(ken), delay: () => 5 });
  opened.push(later);
  expect([later.rows.length, later.shut]).toEqual([0, 1]);
  expect(await store.rowsOf(hanako)).toHaveLength(1);
  await later.discardShut();
  expect(later.shut).toBe(0);
  expect(await store.rowsOf(hanako)).toEqual([]);
});

test('where keeping is withdrawn, rows leave the disk and are sent from the memory of the page', async () => {
  const hall = server();
  hall.answers(() => refused('unavailable'));
  let may: ReturnType<Keeping> = 'yes';
  const outbox = await page(hall, hanako, () => may);
  const store = await OutboxStore.open(`test-${database}`);
  await outbox.put('jinji', written('内示'));
  await outbox.put('jinji', written('内示の続き'));
  await vi.waitFor(() => expect(hall.tries.length).toBeGreaterThan(0));
  may = 'unknown';
  await outbox.takeOff();
  expect(await store.rowsOf(hanako)).toHaveLength(2);
  may = 'no';
  await outbox.takeOff();
  expect(await store.rowsOf(hanako)).toEqual([]);
  expect(outbox.rows.map(({ input }) => input.body)).toEqual(['内示', '内示の続き']);
  expect(outbox.hasUnkept).toBe(true);
  hall.answers(() => undefined);
  await vi.waitFor(() => expect(hall.heard).toEqual(['内示', '内示の続き']));
});

test('a row that is being written while its person signs out is not left behind', async () => {
  const hall = server();
  hall.answers(() => refused('unavailable'));
  const store = await OutboxStore.open(`test-${database}`);
  const outbox = await Outbox.open(hanako, hall.send, { store, key: await keyOf(hanako), delay: () => 5 });
  opened.push(outbox);
  const [begun, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const put = store.put.bind(store);
  vi.spyOn(store, 'put').mockImplementation(async (row) => {
    begun.resolve();
    await held.promise;
    await put(row);
  });
  const writing = outbox.put('shuno', written('急いで'));
  const next = outbox.put('shuno', written('もう一つ'));
  await begun.promise;
  const forgetting = outbox.forget();
  // Time enough for a sign-out that does not wait to have emptied the disk.
  await new Promise((resolve) => setTimeout(resolve, 50));
  held.resolve();
  await Promise.all([writing, expect(next).rejects.toThrow(), forgetting]);
  expect(await store.rowsOf(hanako)).toEqual([]);
  expect(outbox.rows).toEqual([]);
});
