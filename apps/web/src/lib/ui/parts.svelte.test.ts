import { createRawSnippet } from 'svelte';
import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import Dialog from './Dialog.svelte';
import ErrorState from './ErrorState.svelte';
import PasswordField from './PasswordField.svelte';
import PresenceMark from './PresenceMark.svelte';
import Refusal from './Refusal.svelte';
import Switch from './Switch.svelte';
import TextField from './TextField.svelte';
import Tabs from './Tabs.svelte';
import Toasts from './Toasts.svelte';
import CountBadge from './CountBadge.svelte';
import { presences } from './presence.ts';
import { Toaster } from './toaster.svelte.ts';

const html = (markup: string) => createRawSnippet(() => ({ render: () => markup }));

test('a password is hidden until 表示 is pressed', async () => {
  await render(PasswordField, { label: 'パスワード', value: 'himitsu' });
  const field = page.getByLabelText('パスワード', { exact: true });
  await expect.element(field).toHaveAttribute('type', 'password');
  await page.getByRole('button', { name: 'パスワードを表示' }).click();
  await expect.element(field).toHaveAttribute('type', 'text');
  await expect.element(field).toHaveValue('himitsu');
});

test('Escape leaves a dialog, and the focus returns to where it was', async () => {
  const opener = document.createElement('button');
  document.body.append(opener);
  opener.focus();
  const onclose = vi.fn();
  const { unmount } = await render(Dialog, {
    title: '退出しますか',
    onclose,
    children: html('<p>本文</p>'),
  });
  await expect.element(page.getByRole('dialog', { name: '退出しますか' })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  expect(onclose).toHaveBeenCalledOnce();
  await unmount();
  expect(document.activeElement).toBe(opener);
  opener.remove();
});

test('a dialog begins at its first field, without one at its title', async () => {
  const field = await render(Dialog, {
    title: '名前',
    onclose() {},
    children: html('<input aria-label="語">'),
  });
  expect(document.activeElement).toBe(page.getByLabelText('語').element());
  await field.unmount();
  await render(Dialog, { title: 'キーの一覧', onclose() {}, children: html('<p>本文</p>') });
  expect(document.activeElement).toBe(page.getByRole('heading', { name: 'キーの一覧' }).element());
  expect(document.querySelector('.tooltip')).toBeNull();
});

test('Escape that ends a composition leaves the dialog open', async () => {
  const onclose = vi.fn();
  await render(Dialog, { title: 'さがす', onclose, children: html('<input aria-label="語">') });
  const field = page.getByLabelText('語').element();
  const dialog = page.getByRole('dialog').element();
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', isComposing: true, bubbles: true }));
  dialog.dispatchEvent(new Event('cancel', { cancelable: true }));
  expect(onclose).not.toHaveBeenCalled();
});

test('tabs move by the arrow keys and go round', async () => {
  const onchoose = vi.fn();
  await render(Tabs, {
    name: '欄',
    tabs: [
      { key: 'members', label: 'メンバー' },
      { key: 'files', label: '資料' },
    ],
    chosen: 'members',
    onchoose,
    children: html('<p>中身</p>'),
  });
  await page.getByRole('tab', { name: 'メンバー' }).click();
  await userEvent.keyboard('{ArrowLeft}');
  expect(onchoose).toHaveBeenLastCalledWith('files');
});

test('every presence has a word', async () => {
  for (const presence of presences) await render(PresenceMark, { presence });
  const words = page
    .getByRole('img')
    .elements()
    .map((mark) => mark.getAttribute('aria-label'));
  expect(new Set(words).size).toBe(presences.length);
  expect(words).toContain('在席');
});

test('a switch answers to the space bar', async () => {
  const onchange = vi.fn();
  await render(Switch, { label: 'やさしい表示', checked: false, onchange });
  const control = page.getByRole('switch', { name: 'やさしい表示' }).element();
  if (control instanceof HTMLElement) control.focus();
  await userEvent.keyboard(' ');
  expect(onchange).toHaveBeenCalledWith(true);
});

test('a long toast leaves the place to write free', async () => {
  const toaster = new Toaster();
  await render(Toasts, { toaster });
  toaster.say('「窓口改善の健康福祉課地域…のチャンネル」をつくりました');
  const toast = page.getByText(/つくりました/);
  await page.viewport(1366, 768);
  // The rail and the list end at 340 px.
  await expect.poll(() => toast.element().getBoundingClientRect().right).toBeLessThan(340);
  await page.viewport(390, 844);
  await expect.poll(() => toast.element().getBoundingClientRect().bottom).toBeLessThan(422);
});

test('a toast that can be taken back waits, and is put away by hand', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const toaster = new Toaster();
  toaster.say('利用を止めました', () => undefined);
  vi.advanceTimersByTime(20_000);
  vi.useRealTimers();
  await render(Toasts, { toaster });
  await page.getByRole('button', { name: '閉じる' }).click();
  await expect.element(page.getByText('利用を止めました')).not.toBeInTheDocument();
});

test('a toast says what was done and takes it back', async () => {
  const toaster = new Toaster();
  const undo = vi.fn();
  await render(Toasts, { toaster });
  toaster.say('しまいました', undo);
  await expect.element(page.getByText('しまいました')).toBeVisible();
  await page.getByRole('button', { name: '元に戻す' }).click();
  expect(undo).toHaveBeenCalledOnce();
  await expect.element(page.getByText('しまいました')).not.toBeInTheDocument();
});

test('a count says what it counts, and nothing stands for none', async () => {
  const { container } = await render(CountBadge, { count: 2, of: 'for-you' });
  expect(container.textContent).toContain('あなたあて 2件');
  const none = await render(CountBadge, { count: 0, of: 'new' });
  expect(none.container.textContent?.trim()).toBe('');
});

test('a failed answer tells its number in the same words everywhere', async () => {
  const fault = { code: 'unexpected', retry: true, id: '7F3K-2041' } as const;
  await render(ErrorState, { title: 'メンバーを読めませんでした', fault });
  await render(Refusal, { refusal: fault });
  const told = page.getByRole('alert').elements();
  expect(told).toHaveLength(2);
  for (const alert of told) expect(alert.textContent).toContain('お問い合わせ番号 7F3K-2041');
});

test('a field with a bound shows how much of it is used, and cuts nothing off in silence', async () => {
  await render(TextField, { label: '名前', value: '', most: 5 });
  const field = page.getByLabelText('名前');
  await userEvent.fill(field, '税務課収納');
  await expect.element(page.getByText('5/5')).toBeVisible();
  await expect.element(field).not.toHaveAttribute('aria-invalid');
  await userEvent.fill(field, '税務課収納係');
  await expect.element(field).toHaveValue('税務課収納係');
  await expect.element(page.getByRole('alert')).toHaveTextContent('5文字までです。いまは6文字あります。');
  await expect.element(field).toHaveAttribute('aria-invalid', 'true');
});
