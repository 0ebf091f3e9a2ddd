import '../../../test/english.ts';
import type { Label } from '@engawa/contract/labels';
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import ChannelFields from '#lib/channels/ChannelFields.svelte';
import DirectoryLineStage from '../../../test/DirectoryLineStage.svelte';
import ScreenHeadStage from '../../../test/ScreenHeadStage.svelte';

const label: Label = { code: '2', name: '機密性2', nameEn: 'Confidentiality 2', rank: 2, caution: false };
const japanese = /[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]/;

test('the labels to choose from are called by their English names', async () => {
  const props = { name: '', purpose: '', label: '2', labels: [label], fault: '', onname: () => {} };
  const { container } = await render(ChannelFields, props);
  await expect.element(page.getByRole('option', { name: 'Confidentiality 2' })).toBeInTheDocument();
  expect(container.textContent).not.toMatch(japanese);
});

test('what leads back, and what waits there, is read out in English', async () => {
  await page.viewport(390, 800);
  const backNews = { forYou: true, tell: '2 for you' };
  await render(ScreenHeadStage, { title: 'Desk', back: '/channels', backNews });
  await expect.element(page.getByRole('link', { name: 'Back, 2 for you' })).toBeVisible();
});

test('a duty that was searched for is named in English', async () => {
  const person = { id: 'h', name: 'Nakagawa', kana: '', extension: '', posts: [], duties: ['Water'] };
  const marks = [{ field: 'duty', index: 0, from: 0, to: 5 }];
  const { container } = await render(DirectoryLineStage, { row: { key: 'h', of: 'person', person, marks } });
  expect(container.textContent).toContain('Duties: Water');
  expect(container.textContent).not.toMatch(japanese);
});
