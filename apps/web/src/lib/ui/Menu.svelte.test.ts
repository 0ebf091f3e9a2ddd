import { createRawSnippet } from 'svelte';
import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import Menu from './Menu.svelte';

function trigger(attributes: () => Record<string, unknown>) {
  return {
    render: () => `<button popovertarget="${String(attributes().popovertarget)}">開く</button>`,
  };
}

async function opened(onchoose = vi.fn()) {
  await render(Menu, {
    name: '発言',
    trigger: createRawSnippet(trigger),
    items: [
      { label: '編集' },
      { label: 'リンクを写す', onchoose },
      { label: '隠す', danger: true, apart: true },
    ],
  });
  await page.getByRole('button', { name: '開く' }).click();
}

test('a menu opens on its first item and moves by keys', async () => {
  await opened();
  await expect.element(page.getByRole('menuitem', { name: '編集' })).toHaveFocus();
  await userEvent.keyboard('{ArrowUp}');
  await expect.element(page.getByRole('menuitem', { name: '隠す' })).toHaveFocus();
  await userEvent.keyboard('{Home}{ArrowDown}');
  await expect.element(page.getByRole('menuitem', { name: 'リンクを写す' })).toHaveFocus();
});

test('Enter chooses and closes', async () => {
  const onchoose = vi.fn();
  await opened(onchoose);
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(onchoose).toHaveBeenCalledOnce();
  await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
});

test('Escape closes and gives the focus back', async () => {
  await opened();
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('button', { name: '開く' })).toHaveFocus();
});

test('a menu at the edge stays on the screen', async () => {
  await opened();
  const box = page.getByRole('menu').element().getBoundingClientRect();
  expect(box.right).toBeLessThanOrEqual(innerWidth);
  expect(box.bottom).toBeLessThanOrEqual(innerHeight);
});
