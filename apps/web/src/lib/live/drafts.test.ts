import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { Drafts } from './drafts.svelte.ts';
import { keyFrom } from './seal.ts';
import { OutboxStore } from './outbox-store.ts';

/** Each person's session tells a secret of its own. */
const keyOf = (personId: string) => keyFrom(btoa(personId.padEnd(32, '-').slice(-32)));

const hanako = '01900000-0000-7000-8000-000000000001';
const ken = '01900000-0000-7000-8000-000000000002';

test('a draft is there again after a reload, for its place and its person only', async () => {
  const store = await OutboxStore.open('drafts');
  const drafts = await Drafts.open(hanako, store, await keyOf(hanako), () => 'yes');
  drafts.keep('shuno', '書きかけの');
  drafts.keep('shuno', '書きかけの文');
  await drafts.flush();
  const later = await Drafts.open(hanako, store, await keyOf(hanako), () => 'yes');
  expect(later.of('shuno')).toBe('書きかけの文');
  expect(later.of('zeimu')).toBe('');
  expect((await Drafts.open(ken, store, await keyOf(ken), () => 'yes')).of('shuno')).toBe('');
  const [row] = await store.draftsOf(hanako);
  expect(row && new TextDecoder().decode(row.sealed)).not.toContain('書きかけ');
});

test('a sent draft leaves the disk', async () => {
  const store = await OutboxStore.open('drafts-sent');
  const drafts = await Drafts.open(hanako, store, await keyOf(hanako), () => 'yes');
  drafts.keep('shuno', '送る文');
  await drafts.flush();
  drafts.keep('shuno', '');
  await drafts.flush();
  expect(await store.draftsOf(hanako)).toEqual([]);
});

test('a draft that may not be kept stays in the page, and what was kept before leaves the disk', async () => {
  const store = await OutboxStore.open('drafts-unkept');
  const drafts = await Drafts.open(hanako, store, await keyOf(hanako), () => 'yes');
  drafts.keep('jinji', '内示の案');
  await drafts.flush();
  const later = await Drafts.open(hanako, store, await keyOf(hanako), (place) =>
    place === 'jinji' ? 'no' : 'yes',
  );
  expect(later.of('jinji')).toBe('内示の案');
  expect(await store.draftsOf(hanako)).toEqual([]);
  later.keep('jinji', '内示の案、その二');
  later.keep('shuno', '予約の件');
  await later.flush();
  expect(later.of('jinji')).toBe('内示の案、その二');
  expect((await store.draftsOf(hanako)).map(({ id }) => id)).toEqual([`${hanako} shuno`]);
});

test('a draft survives an answer that leaves its place out', async () => {
  const store = await OutboxStore.open('drafts-partial');
  const drafts = await Drafts.open(hanako, store, await keyOf(hanako), () => 'yes');
  drafts.keep('shuno', '書きかけ');
  await drafts.flush();
  await Drafts.open(hanako, store, await keyOf(hanako), () => 'unknown');
  expect((await Drafts.open(hanako, store, await keyOf(hanako), () => 'yes')).of('shuno')).toBe('書きかけ');
});

test('a draft that another key closed is told of, and goes only when its person says so', async () => {
  const store = await OutboxStore.open('drafts-other-key');
  const drafts = await Drafts.open(hanako, store, await keyOf(hanako), () => 'yes');
  drafts.keep('shuno', '書きかけ');
  await drafts.flush();
  const later = await Drafts.open(hanako, store, await keyOf(ken), () => 'yes');
  expect(later.shut).toBe(1);
  expect(await store.draftsOf(hanako)).toHaveLength(1);
  await later.discardShut();
  expect(later.shut).toBe(0);
  expect(await store.draftsOf(hanako)).toEqual([]);
});

test('nothing that was being written reaches the disk after signing out', async () => {
  const store = await OutboxStore.open('drafts-forgotten');
  const drafts = await Drafts.open(hanako, store, await keyOf(hanako), () => 'yes');
  drafts.keep('shuno', '書きかけ');
  void drafts.flush();
  await drafts.forget();
  await store.forget(hanako);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await store.draftsOf(hanako)).toEqual([]);
});

test('what may no longer be kept leaves the disk', async () => {
  const store = await OutboxStore.open('drafts-shut');
  let keeping: 'yes' | 'no' = 'yes';
  const drafts = await Drafts.open(hanako, store, await keyOf(hanako), () => keeping);
  drafts.keep('jinji', '内示の案');
  await drafts.flush();
  expect(await store.draftsOf(hanako)).toHaveLength(1);
  keeping = 'no';
  await drafts.takeOff();
  expect(await store.draftsOf(hanako)).toEqual([]);
  expect(drafts.of('jinji')).toBe('内示の案');
  drafts.keep('jinji', '内示の案、その二');
  await drafts.flush();
  expect(await store.draftsOf(hanako)).toEqual([]);
});
