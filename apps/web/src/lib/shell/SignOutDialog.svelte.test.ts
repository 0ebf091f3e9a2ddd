import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import { refused } from '#lib/live/answer.ts';
import { newClientId } from '#lib/live/client-id.ts';
import { Drafts } from '#lib/live/drafts.svelte.ts';
import { OutboxStore } from '#lib/live/outbox-store.ts';
import { Outbox } from '#lib/live/outbox.svelte.ts';
import { keyFrom, seal } from '#lib/live/seal.ts';
import SignOutDialog from './SignOutDialog.svelte';

const hanako = '01900000-0000-7000-8000-000000000001';
const keyOf = (secret: string) => keyFrom(btoa(secret.repeat(32)));

test('what another key closed is not counted among what still arrives', async () => {
  const store = await OutboxStore.open(`sign-out-${crypto.randomUUID()}`);
  const shut = await seal(await keyOf('b'), '前の鍵で');
  await store.put({ clientId: newClientId(), personId: hanako, lane: 'a', failed: null, ...shut });
  await store.putDraft({ id: `${hanako} a`, personId: hanako, ...shut });
  const key = await keyOf('a');
  const drafts = await Drafts.open(hanako, store, key, () => 'yes');
  const outbox = await Outbox.open(hanako, async () => refused('unavailable'), { store, key });
  await render(SignOutDialog, {
    kept: { drafts, outbox, outlivesPage: true },
    onsignout: () => {},
    onclose: () => {},
  });
  await expect.element(page.getByText(/開けないものが2件あります/)).toBeVisible();
  expect(page.getByText(/つながるまで待つと届きます/).elements()).toHaveLength(0);

  const input = { clientId: newClientId(), channelId: hanako, body: '予約' };
  await outbox.put('a', { name: 'message:send', input, at: '2025-11-25T01:00:00.000Z' });
  await expect.element(page.getByText(/まだ届いていない発言が1件あります/)).toBeVisible();
  await expect.element(page.getByText(/開けないものが2件あります/)).toBeVisible();
  outbox.leave();
});
