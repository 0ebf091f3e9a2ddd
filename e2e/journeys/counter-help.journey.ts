import type { Clerk } from '../stage/clerk.ts';
import { faultsFor } from '../stage/axe.ts';
import { expect, journey } from '../stage/journey.ts';

const cards = ({ page }: Clerk) => page.getByRole('region', { name: '内線' });
const asks = ({ page }: Clerk) => page.getByRole('button', { name: '応援をお願いします' });

journey.setTimeout(180_000);

journey('窓口から応援をお願いし、先に行きますと言った人だけが来る', async ({ enter }) => {
  const ono = await enter('小野 萌', { at: '/board' });
  const ueno = await enter('上野 玲子', { at: '/board' });
  const ishii = await enter('石井 珠美', { at: '/board' });
  for (const clerk of [ueno, ishii]) {
    await expect(clerk.page.getByRole('button', { name: '在席', exact: true })).toBeEnabled();
    await clerk.page.keyboard.press('1');
  }

  await journey.step('窓口にいるときだけ頼め、はじめは場所を書く', async () => {
    await expect(ono.page.getByRole('button', { name: '在席', exact: true })).toBeEnabled();
    await ono.page.keyboard.press('1');
    await expect(asks(ono)).toHaveCount(0);
    await ono.page.keyboard.press('2');
    await asks(ono).click();
    const dialog = ono.page.getByRole('dialog', { name: '応援をお願いします' });
    await dialog.getByLabel('どこに、何の用で').fill('窓口3番、住民票');
    expect(await faultsFor(ono.page, '応援の場所')).toEqual([]);
    await dialog.getByRole('button', { name: '知らせる' }).click();
    await expect(cards(ono)).toContainText(/手の空いている\d+人に知らせました/);
  });

  await journey.step('同じ係の空いている人にだけ、文字を打つ手を止めずに届く', async () => {
    await expect(cards(ueno)).toContainText('窓口3番、住民票');
    await expect(cards(ueno)).toContainText('小野 萌');
    await expect(cards(ishii)).toHaveCount(0);
    expect(await faultsFor(ueno.page, '応援の知らせ')).toEqual([]);
    await ueno.reload();
    await expect(cards(ueno)).toContainText('窓口3番、住民票');
  });

  await journey.step('行けないと言うと、課の全員に広がる', async () => {
    await ueno.page.keyboard.press('Alt+9');
    // At once where she was the only one, else when the others have said nothing for 45 s.
    await expect(cards(ishii)).toContainText('窓口3番、住民票', { timeout: 60_000 });
    await expect(cards(ono)).toContainText('課の全員に広げ');
  });

  await journey.step('行きますで皆の知らせが止まり、だれが来るかわかる', async () => {
    await ishii.page.keyboard.press('Alt+8');
    await expect(cards(ono)).toContainText('石井 珠美さんが行きます');
    await expect(cards(ishii)).toContainText('へ向かってください');
    expect(await faultsFor(ono.page, '来る人がわかった画面')).toEqual([]);
    await cards(ono).getByRole('button', { name: '閉じる' }).click();
    await cards(ishii).getByRole('button', { name: '閉じる' }).click();
  });

  await journey.step('二度めは一押しで届き、取り消すと消える', async () => {
    await ono.page.keyboard.press('h');
    await expect(cards(ueno)).toContainText('応援をお願いします');
    await cards(ono).getByRole('button', { name: '取り消す' }).click();
    await expect(cards(ueno)).toContainText('応援はもう要りません');
    await expect(cards(ueno)).toHaveCount(0);
  });
});
