import type { LabelTable } from '@engawa/contract/labels';
import { expect, test } from 'vitest';
import { Labels } from '#lib/channels/labels.svelte.ts';
import { refused } from './answer.ts';
import { newClientId } from './client-id.ts';
import { Drafts } from './drafts.svelte.ts';
import type { Keeping, Kept } from './kept.ts';
import { OutboxStore } from './outbox-store.ts';
import { Outbox } from './outbox.svelte.ts';
import type { ScopeListener } from './scopes.ts';
import { keyFrom } from './seal.ts';
import { takeOffWithdrawn } from './take-off.svelte.ts';

const hanako = '01900000-0000-7000-8000-000000000001';

const table = (allowed: boolean): LabelTable => ({
  labels: [],
  rules: [{ zone: 'lgwan', label: '2', action: 'keep', allowed }],
});

const draft = async ({ drafts }: Pick<Kept, 'drafts'>) => {
  drafts.keep('jinji', '内示の案');
  await drafts.flush();
};

const row = ({ outbox }: Pick<Kept, 'outbox'>) => {
  const input = { clientId: newClientId(), channelId: hanako, body: '内示の案' };
  return outbox.put('jinji', { name: 'message:send', input, at: '2025-11-25T01:00:00.000Z' });
};

test.each([
  ['a draft', draft],
  ['an unsent row', row],
])('when the hall withdraws keeping, %s leaves the disk at once', async (_, write) => {
  const heard: ScopeListener[] = [];
  const live = {
    subscribe(_scope: string, listener: ScopeListener) {
      heard.push(listener);
      return () => {};
    },
  };
  const labels = new Labels(live, table(true));
  const keeping: Keeping = () => (labels.may('lgwan', '2', 'keep') ? 'yes' : 'no');
  const store = await OutboxStore.open(`take-off-${crypto.randomUUID()}`);
  const key = await keyFrom(btoa(hanako.slice(-32)));
  const drafts = await Drafts.open(hanako, store, key, keeping);
  const outbox = await Outbox.open(hanako, async () => refused('unavailable'), { store, key, keeping });
  const stop = $effect.root(() => takeOffWithdrawn({ drafts, outbox }));
  const onDisk = async () => [...(await store.draftsOf(hanako)), ...(await store.rowsOf(hanako))].length;

  await write({ drafts, outbox });
  expect(await onDisk()).toBe(1);
  heard[0]?.event({ scope: 'org', seq: 1, type: 'labels:changed', data: table(false) });
  await expect.poll(onDisk).toBe(0);
  expect(drafts.of('jinji') || outbox.rows[0]?.input.body).toBe('内示の案');
  stop();
  outbox.leave();
});
