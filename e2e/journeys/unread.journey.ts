import type { Clerk } from '../stage/clerk.ts';
import { expect, journey } from '../stage/journey.ts';

const room = '収納係';
const elsewhere = '互助会';
/** A second on the wire; the rest is what a busy machine needs to draw. */
const soon = { timeout: 10_000 };

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
  const unread = (device: Clerk) => device.channel(room).getByText(/新しい発言 \d+件/);
  const forYou = (device: Clerk) => device.channel(room).getByText(/あなたあて \d+件/);
  const bell = (device: Clerk, name: string) => device.page.getByRole('button', { name, exact: true });

  await journey.step('ふつうの発言は、両方の一覧に件数で出る', async () => {
    await okada.write(`収納月報を置きました ${mark}`);
    await okada.write(`確認は急ぎません ${mark}`);
    for (const device of [desk, counter]) await expect(unread(device)).toHaveText('新しい発言 2件', soon);
    await expect(desk.page).not.toHaveTitle(/^\(/);
  });

  await journey.step('小池さんあての発言は、題名、ベル、一覧のすべてに出る', async () => {
    await okada.field.pressSequentially('急ぎの件です＠こいけ');
    await okada.page.getByRole('option', { name: /小池/ }).click();
    await okada.field.pressSequentially(`納付書の再発行です ${mark}`);
    await okada.field.press('Enter');
    for (const device of [desk, counter]) {
      await expect(forYou(device)).toHaveText('あなたあて 1件', soon);
      await expect(device.page).toHaveTitle(/^\(1\) /);
      await expect(bell(device, 'お知らせ 未読1件')).toBeVisible();
    }
  });

  await journey.step('机の端末で知らせを開いて読むと、窓口の端末からも消える', async () => {
    await bell(desk, 'お知らせ 未読1件').click();
    const notice = desk.page.getByRole('dialog', { name: 'お知らせ' }).getByRole('link', { name: mark });
    await expect(notice).toContainText('未読');
    await notice.click();
    await desk.settled(room);
    await expect(desk.rows(`納付書の再発行です ${mark}`)).toBeVisible();
    for (const device of [desk, counter]) {
      await expect(forYou(device)).toHaveCount(0);
      await expect(unread(device)).toHaveCount(0);
      await expect(bell(device, 'お知らせ')).toBeVisible();
      await expect(device.page).not.toHaveTitle(/^\(/);
    }
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
