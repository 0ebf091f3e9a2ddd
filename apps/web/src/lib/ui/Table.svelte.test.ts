import { createRawSnippet } from 'svelte';
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import Table from './Table.svelte';

const head = createRawSnippet(() => ({ render: () => '<th>ことば</th>' }));
const row = createRawSnippet(() => ({
  render: () => '<tr><th scope="row" style="min-width: 900px">Understood</th></tr>',
}));

test('a table wider than its place shows at which edge it goes on', async () => {
  const { container } = await render(Table, { name: 'スタンプ', head, children: row });
  container.style.width = '320px';
  const scroller = page.getByRole('region', { name: 'スタンプ' });
  const edge = (pseudo: string) => {
    const frame = scroller.element().parentElement;
    return frame && getComputedStyle(frame, pseudo).content;
  };
  await expect.poll(() => edge('::after')).toBe('""');
  expect(edge('::before')).toBe('none');
  scroller.element().scrollLeft = 5000;
  await expect.poll(() => edge('::after')).toBe('none');
  expect(edge('::before')).toBe('""');
});
