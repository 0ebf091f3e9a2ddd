import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import { refused } from '#lib/live/answer.ts';
import { newClientId } from '#lib/live/client-id.ts';
import { Drafts } from '#lib/live/drafts.svelte.ts';
import { OutboxStore } from '#lib/live/outbox-store.ts';
import { Outbox } from '#lib/live/outbox.svelte.ts';
import { keyFrom } from '#lib/live/seal.ts';
import { People } from '#lib/people/people.svelte.ts';
import LeftUnsent from './LeftUnsent.svelte';

const hanako = '01900000-0000-7000-8000-000000000001';
const gone = '01900000-0000-7000-8000-0000000000c1';

test('what was written in a room that is gone can be seen, copied and taken back', async () => {
  const store = await OutboxStore.open(`left-${crypto.randomUUID()}`);
  const key = await keyFrom(btoa('a'.repeat(32)));
  const drafts = await Drafts.open(hanako, store, key, () => 'yes');
  drafts.keep(gone, '書きかけ');
  const outbox = await Outbox.open(hanako, async () => refused('not_found'), { store, key });
  const people = new People();
  people.show([{ id: hanako, name: '中川 陽子', kana: '', posts: [], extension: '', duties: [] }]);
  const input = { clientId: newClientId(), channelId: gone, body: `<@p:${hanako}> 予約の件` };
  await outbox.put(gone, { name: 'message:send', input, at: '2025-11-25T01:00:00.000Z' });

  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  const oncopied = vi.fn();
  await render(LeftUnsent, { channelId: gone, kept: { outbox, drafts }, people, oncopied });
  const row = page.getByRole('listitem').filter({ hasText: '@中川 陽子 予約の件' });
  await row.getByRole('button', { name: '文をコピー' }).click();
  await vi.waitFor(() => expect(oncopied).toHaveBeenCalledOnce());
  expect(write).toHaveBeenCalledWith('@中川 陽子 予約の件');
  await row.getByRole('button', { name: '取り消す' }).click();
  await expect.element(row).not.toBeInTheDocument();
  expect(outbox.rows).toEqual([]);

  await page.getByRole('button', { name: '取り消す' }).click();
  await expect.element(page.getByText('書きかけ')).not.toBeInTheDocument();
  expect(drafts.of(gone)).toBe('');
  outbox.leave();
});
