import type { Clerk } from '../stage/clerk.ts';
import { apart, Counts } from '../stage/counts.ts';
import { expect, journey } from '../stage/journey.ts';

const room = '収納係';
const elsewhere = '互助会';
/** Two devices of one person show the same within this. */
const atOnceMs = 1000;
const calm = '/favicon.svg';
const calling = '/favicon-for-you.svg';

journey('小池さんの二つの端末は、いつも同じ数を示し、片方で読むと両方から消える', async ({ enter }) => {
  const desk = await enter('小池 葵');
  const counter = await enter('小池 葵');
  const okada = await enter('岡田 光男');
  await okada.open(room);
  for (const device of [desk, counter]) {
    await device.readUp(room);
    await device.open(elsewhere);
  }
  const mark = Date.now().toString(36);
  const devices = [await Counts.of(desk, room), await Counts.of(counter, room)];
  const unread = (device: Clerk) => device.channel(room).getByText(/新しい発言 \d+件/);
  const forYou = (device: Clerk) => device.channel(room).getByText(/あなたあて \d+件/);
  const bell = (device: Clerk, name: string) => device.page.getByRole('button', { name, exact: true });

  await journey.step('ふつうの発言は、両方の一覧に件数で出る', async () => {
    await okada.write(`収納月報を置きました ${mark}`);
    await okada.write(`確認は急ぎません ${mark}`);
    const sent = Date.now();
    const shown = { row: '新しい発言 2件', title: '', icon: calm };
    expect(await apart(devices, shown, sent)).toBeLessThan(atOnceMs);
  });

  await journey.step('小池さんあての発言は、題名、ベル、一覧のすべてに出る', async () => {
    await okada.field.pressSequentially('急ぎの件です＠こいけ');
    await okada.page.getByRole('option', { name: /小池/ }).click();
    await okada.field.pressSequentially(`納付書の再発行です ${mark}`);
    await okada.field.press('Enter');
    const sent = Date.now();
    const shown = { row: 'あなたあて 1件', title: '(1)', icon: calling };
    expect(await apart(devices, shown, sent)).toBeLessThan(atOnceMs);
    for (const device of [desk, counter]) await expect(bell(device, 'お知らせ 未読1件')).toBeVisible();
  });

  await journey.step('机の端末で知らせを開いて読むと、窓口の端末からも消える', async () => {
    await bell(desk, 'お知らせ 未読1件').click();
    const notice = desk.page.getByRole('dialog', { name: 'お知らせ' }).getByRole('link', { name: mark });
    await expect(notice).toContainText('未読');
    await notice.click();
    await desk.settled(room);
    await expect(desk.rows(`納付書の再発行です ${mark}`)).toBeVisible();
    expect(await apart(devices, { row: '', title: '', icon: calm })).toBeLessThan(atOnceMs);
    for (const device of [desk, counter]) await expect(bell(device, 'お知らせ')).toBeVisible();
  });

  await journey.step('「ここから未読にする」は両方に出て、開くと線が引かれている', async () => {
    await desk.rows(`確認は急ぎません ${mark}`).hover();
    await desk.rows(`確認は急ぎません ${mark}`).getByRole('button', { name: 'その他' }).click();
    await desk.page.getByRole('menuitem', { name: 'ここから未読にする' }).click();
    await desk.open(elsewhere);
    for (const device of [desk, counter]) await expect(unread(device).or(forYou(device))).toBeVisible();
    await counter.open(room);
    await expect(counter.timeline.getByRole('separator', { name: 'ここから未読 2件' })).toBeVisible();
    for (const device of [desk, counter]) {
      await expect(unread(device)).toHaveCount(0);
      await expect(forYou(device)).toHaveCount(0);
    }
  });
});

/** Where the lines of the timeline stand, in pixels of the page. */
const linesOf = `(() => {
  const list = document.querySelector('[aria-label$="の発言"]').getBoundingClientRect();
  const at = (line) => ({ top: line.getBoundingClientRect().top, bottom: line.getBoundingClientRect().bottom });
  const sticky = document.querySelector('.sticky');
  return {
    top: list.top,
    bottom: list.bottom,
    sticky: sticky ? at(sticky) : { top: list.top, bottom: list.top },
    unread: [...document.querySelectorAll('[role=separator][aria-label^="ここから未読"]')].map(at),
    days: [...document.querySelectorAll('[data-row^="day "]')].map(at),
  };
})()`;

type Line = { top: number; bottom: number };

async function lines({ page }: Clerk) {
  const found: Line & { sticky: Line; unread: Line[]; days: Line[] } = await page.evaluate(linesOf);
  return found;
}

journey('未読が画面より長くても、線は日付の下に見えて開き、日付は次の日付に重ならない', async ({ enter }) => {
  const noguchi = await enter('野口 智子');
  await noguchi.readUp(room);
  const { page } = noguchi;
  const scroll = (by: number) =>
    page.evaluate(`new Promise((done) => {
      document.querySelector('[aria-label$="の発言"] [role=list]').scrollTop += ${by};
      requestAnimationFrame(() => requestAnimationFrame(done));
    })`);

  await journey.step('二画面ぶん上の発言から未読にして、開きなおす', async () => {
    for (let n = 0; n < 12; n += 1) await scroll(-160);
    await page.evaluate(`document.querySelectorAll('[role=list] article')[8].focus({ preventScroll: true })`);
    await page.keyboard.press('u');
    await expect(page.getByText('ここから未読にしました')).toBeVisible();
    await noguchi.open(elsewhere);
    await noguchi.open(room);
    await expect(noguchi.timeline.getByRole('separator', { name: /^ここから未読/ })).toBeVisible();
    await expect(async () => {
      const { unread, sticky, bottom } = await lines(noguchi);
      expect(unread[0]?.top).toBeGreaterThanOrEqual(sticky.bottom);
      expect(unread[0]?.bottom).toBeLessThanOrEqual(bottom);
    }).toPass({ timeout: 3000 });
  });

  await journey.step('ずらしても、上の日付は次の日付に押されて重ならない', async () => {
    const pushed: number[] = [];
    for (let n = 0; n < 200 && pushed.length < 3; n += 1) {
      await scroll(-12);
      const { top, sticky, days } = await lines(noguchi);
      if (sticky.top < top - 1) pushed.push(sticky.top);
      for (const day of days) {
        if (day.top > top + 1) expect(day.top, 'the next day').toBeGreaterThanOrEqual(sticky.bottom - 1);
      }
    }
    expect(pushed.length, 'the day at the top was pushed').toBeGreaterThan(0);
  });
});
