import { expect } from '@playwright/test';
import type { Clerk } from './clerk.ts';

/** What a page shows of its counts: in the row of a channel, in its title and in the icon of its tab. */
export type Shown = { row: string; title: string; icon: string };

/** Notes in the page itself when the counts that it shows change. */
const notes = (href: string) => `(() => {
  const shown = () => {
    const row = document.querySelector('[aria-label="チャンネル"] a[href="${href}"], a[href="${href}"]');
    return JSON.stringify({
      row: /(新しい発言|あなたあて) \\d+件/.exec(row?.textContent ?? '')?.[0] ?? '',
      title: /^\\(\\d+\\+?\\)/.exec(document.title)?.[0] ?? '',
      icon: document.querySelector('link[rel=icon]')?.getAttribute('href') ?? '',
    });
  };
  const all = (window.countsShown = [{ at: Date.now(), shown: shown() }]);
  const note = () => {
    const now = shown();
    if (all.at(-1).shown !== now) all.push({ at: Date.now(), shown: now });
  };
  new MutationObserver(note).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
})()`;

/** The counts of one channel on one device. */
export class Counts {
  readonly #device: Clerk;

  private constructor(device: Clerk) {
    this.#device = device;
  }

  static async of(device: Clerk, channel: string): Promise<Counts> {
    await device.page.evaluate(notes((await device.channel(channel).getAttribute('href')) ?? ''));
    return new Counts(device);
  }

  /** Since when the page shows this, once it does. */
  async since(wanted: Shown): Promise<number> {
    let at = 0;
    await expect(async () => {
      const last: { at: number; shown: string } =
        await this.#device.page.evaluate(`window.countsShown.at(-1)`);
      expect(JSON.parse(last.shown)).toEqual(wanted);
      at = last.at;
    }).toPass({ timeout: 10_000 });
    return at;
  }
}

/**
 * Waits until all devices show the same, and says how many milliseconds lie between the first and the last,
 * and the moment from which they should.
 */
export async function apart(devices: readonly Counts[], wanted: Shown, from?: number): Promise<number> {
  const times = await Promise.all(devices.map((device) => device.since(wanted)));
  return Math.max(...times) - Math.min(...times, from ?? Infinity);
}
