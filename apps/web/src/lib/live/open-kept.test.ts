import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { refused } from './answer.ts';
import { newClientId } from './client-id.ts';
import { Drafts } from './drafts.svelte.ts';
import { openKept, openStore } from './open-kept.ts';
import { done, finished, OutboxStore, type KeptStore } from './outbox-store.ts';
import { keyFrom, seal } from './seal.ts';

const hanako = '01900000-0000-7000-8000-000000000001';
const ken = '01900000-0000-7000-8000-000000000002';
const sessionKey = await keyFrom(btoa(hanako.slice(-32)));
const silent = async () => refused('unavailable');

/** A machine on which nothing was kept yet. */
beforeEach(() => {
  indexedDB = new IDBFactory();
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const outgoing = (body: string) => ({
  name: 'message:send',
  input: { clientId: newClientId(), channelId: hanako, body },
  at: '2025-11-25T01:00:00.000Z',
});

/** What a page of before left: rows and drafts of people, and the key of each beside them. */
async function oldPages(people: readonly string[]) {
  const request = indexedDB.open('engawa', 1);
  request.onupgradeneeded = () => {
    const rows = request.result.createObjectStore('rows', { keyPath: 'order', autoIncrement: true });
    rows.createIndex('person', 'personId');
    request.result.createObjectStore('drafts', { keyPath: 'id' }).createIndex('person', 'personId');
    request.result.createObjectStore('keys', { keyPath: 'personId' });
  };
  const db = await done(request);
  for (const personId of people) {
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]);
    const rows = await Promise.all(
      ['一', '二'].map(async (body) => {
        const row = outgoing(body);
        const { clientId } = row.input;
        return { clientId, personId, lane: 'shuno', failed: null, ...(await seal(key, row)) };
      }),
    );
    const draft = {
      id: `${personId} zeimu`,
      personId,
      ...(await seal(key, { place: 'zeimu', text: '書きかけ' })),
    };
    const transaction = db.transaction(['rows', 'drafts', 'keys'], 'readwrite');
    for (const row of rows) transaction.objectStore('rows').put(row);
    transaction.objectStore('drafts').put(draft);
    transaction.objectStore('keys').put({ personId, key });
    await finished(transaction);
  }
  db.close();
}

const open = async (personId: string, store?: KeptStore) => {
  const kept = await openKept(personId, silent, {
    store: store ?? (await openStore()),
    key: sessionKey,
    keeping: () => 'yes',
  });
  kept.outbox.leave();
  return kept;
};

const databases = async () => (await indexedDB.databases()).map(({ name }) => name);

test('what a page of before left unsent is taken over in its order, and the old key goes', async () => {
  await oldPages([hanako]);
  const kept = await open(hanako);
  expect(kept.outbox.rows.map(({ input }) => input.body)).toEqual(['一', '二']);
  expect(kept.drafts.of('zeimu')).toBe('書きかけ');
  expect(kept.outbox.shut + kept.drafts.shut).toBe(0);
  expect(await databases()).toEqual(['engawa-kept']);
  expect((await open(hanako)).outbox.rows).toHaveLength(2);
});

test('a draft of before does not take the place of the one that was kept since', async () => {
  await oldPages([hanako]);
  const store = await OutboxStore.open();
  const drafts = await Drafts.open(hanako, store, sessionKey, () => 'yes');
  drafts.keep('zeimu', '新しい書きかけ');
  await drafts.flush();
  expect((await open(hanako)).drafts.of('zeimu')).toBe('新しい書きかけ');
  expect(await databases()).toEqual(['engawa-kept']);
});

test('a database that answers too late sends nothing behind the page', async () => {
  const store = await OutboxStore.open();
  const { clientId } = outgoing('').input;
  const sealed = await seal(sessionKey, outgoing('後ろで'));
  await store.put({ clientId, personId: hanako, lane: 'shuno', failed: null, ...sealed });
  const [asked, late] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  vi.spyOn(store, 'draftsOf').mockImplementation(async () => {
    asked.resolve();
    await late.promise;
    return [];
  });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const send = vi.fn(silent);
  const opening = openKept(hanako, send, { store, key: sessionKey, keeping: () => 'yes' });
  await asked.promise;
  await vi.advanceTimersByTimeAsync(5000);
  const kept = await opening;
  vi.useRealTimers();
  kept.outbox.leave();
  late.resolve();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect([kept.outlivesPage, send.mock.calls.length]).toEqual([false, 0]);
});

test('the old database stays while another person still has something in it', async () => {
  await oldPages([hanako, ken]);
  await open(hanako);
  expect(await databases()).toContain('engawa');
  expect((await open(ken)).outbox.rows).toHaveLength(2);
  expect(await databases()).not.toContain('engawa');
});

test('a database that answers with an error keeps nothing, and the page opens all the same', async () => {
  const store = await OutboxStore.open();
  store.close();
  const kept = await open(hanako, store);
  expect(kept.outlivesPage).toBe(false);
});
