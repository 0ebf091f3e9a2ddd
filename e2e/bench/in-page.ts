import type { Page } from '@playwright/test';

/** Milliseconds since the navigation until messages stand and can be answered. */
export async function untilUsable(page: Page): Promise<number> {
  // As one expression: the page's own policy forbids what waitForFunction does with a text.
  const usable: unknown = await page.evaluate(`new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('no message came to stand')), 60000);
    const look = () => {
      const rows = document.querySelector('[aria-busy="false"] article');
      if (rows && document.querySelector('footer textarea')) resolve(performance.now());
      else requestAnimationFrame(look);
    };
    look();
  })`);
  return Number(usable);
}

/** Opens channels from the list one after the other; each time until its rows are painted. */
export async function openTimes(page: Page, channelIds: string[]): Promise<number[]> {
  const times: number[] = [];
  for (const id of channelIds) {
    const took: unknown = await page.evaluate(`new Promise((resolve, reject) => {
      const began = performance.now();
      setTimeout(() => reject(new Error('the channel did not open')), 30000);
      document.querySelector('a[href$="/channels/${id}"]').click();
      const look = () => {
        const region = document.querySelector('[aria-busy="false"][aria-label^="${id}"]');
        if (!region || !region.querySelector('article')) requestAnimationFrame(look);
        else requestAnimationFrame(() => resolve(performance.now() - began));
      };
      look();
    })`);
    times.push(Number(took));
    await page.waitForTimeout(300);
  }
  return times;
}

/** Follows a link from another channel to a message of long ago; each time until it is painted in sight. */
export async function openAtTimes(
  page: Page,
  from: string,
  to: string,
  numbers: number[],
): Promise<number[]> {
  const times: number[] = [];
  for (const no of numbers) {
    await openTimes(page, [from]);
    const took: unknown = await page.evaluate(`new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error('the link did not open')), 30000);
      const link = document.body.appendChild(document.createElement('a'));
      link.href = '/channels/${to}?no=${no}';
      const began = performance.now();
      link.click();
      link.remove();
      const look = () => {
        const row = [...document.querySelectorAll('[role="list"] article')].find(
          (row) => row.textContent.includes('第${no}報'),
        );
        const place = row?.getBoundingClientRect();
        const isSeen = place && place.top > 0 && place.bottom < innerHeight;
        if (isSeen) requestAnimationFrame(() => resolve(performance.now() - began));
        else requestAnimationFrame(look);
      };
      look();
    })`);
    times.push(Number(took));
    await page.waitForTimeout(300);
  }
  return times;
}

const scroller = `document.querySelector('section[aria-busy] [role="list"]')`;

/** Scrolls as a wheel does, a third of a page in each frame; the longest frame, and how many rows went by. */
export async function scrollFrames(page: Page): Promise<{ worst: number; rows: number }> {
  const told = await page.evaluate(`(async () => {
    const loaded = new Set();
    const times = [];
    const frame = () => new Promise(requestAnimationFrame);
    let before = await frame();
    for (let n = 0; n < 400; n += 1) {
      ${scroller}.scrollTop -= 200;
      const now = await frame();
      times.push(now - before);
      before = now;
      if (n % 10 === 0) document.querySelectorAll('[data-row]').forEach((row) => loaded.add(row.dataset.row));
    }
    return [Math.max(...times), loaded.size];
  })()`);
  const [worst, rows] = Array.isArray(told) ? told.map(Number) : [];
  return { worst: worst ?? 0, rows: rows ?? 0 };
}

/** Loads older rows until there are enough, then types; each time from the key to after its paint. */
export async function keyTimes(page: Page, rowsWanted: number): Promise<{ rows: number; times: number[] }> {
  const rows: unknown = await page.evaluate(`(async () => {
    const loaded = new Set();
    const list = ${scroller};
    for (let tries = 0; list && tries < 600 && loaded.size < ${rowsWanted}; tries += 1) {
      list.scrollTop -= 400;
      await new Promise((done) => setTimeout(done, 40));
      document.querySelectorAll('[data-row]').forEach((row) => loaded.add(row.dataset.row));
    }
    return loaded.size;
  })()`);
  const field = page.locator('textarea');
  await field.click();
  await page.evaluate(`
    window.keyTimes = [];
    document.addEventListener('keydown', (event) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => window.keyTimes.push(performance.now() - event.timeStamp);
        port2.postMessage(0);
      });
    }, { capture: true });
  `);
  for (let n = 0; n < 60; n += 1) await field.press('a', { delay: 10 });
  const times: unknown = await page.evaluate('window.keyTimes');
  return { rows: Number(rows), times: Array.isArray(times) ? times.map(Number) : [] };
}
