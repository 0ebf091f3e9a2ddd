import { expect, test, vi } from 'vitest';
import { bring, dropLostStyles } from './bring.ts';

test('a part that does not come is asked for again until it comes', async () => {
  vi.useFakeTimers();
  let asked = 0;
  const coming = bring(() => (++asked < 4 ? Promise.reject(new Error('cut')) : Promise.resolve('here')));
  await vi.advanceTimersByTimeAsync(500 + 1000 + 2000);
  expect([await coming, asked]).toEqual(['here', 4]);
  vi.useRealTimers();
});

test('a style sheet that could not be had is taken away, and one that is there stays', async () => {
  document.addEventListener('error', dropLostStyles, true);
  const links = ['/no-such-sheet.css', 'data:text/css,'].map((href) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = href;
    document.head.append(link);
    return link;
  });
  await expect.poll(() => links.map((link) => link.isConnected)).toEqual([false, true]);
  document.removeEventListener('error', dropLostStyles, true);
  links[1]?.remove();
});
