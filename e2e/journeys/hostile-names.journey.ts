import type { Page } from '@playwright/test';
import { withoutUnseen } from '@engawa/contract/unseen';
import { z } from 'zod';
import { expect } from '../stage/journey.ts';
import { journeyIn } from '../stage/own-house.ts';

// The people of this list would be in the way of every other story of the town.
const journey = journeyIn({ args: ['--demo'] });

/** Names as somebody who means harm would write them into the city's list. */
const harmful = {
  markup: '<img src=x onerror=alert(1)>',
  turned: '山\u202e田 太郎',
  empty: '田\u200b中\u2060花',
  long: '長'.repeat(60),
};
const written = Object.values(harmful);
const extensionOf = (n: number) => `990${n}`;

/** The list as a file: every cell of a person means harm. */
function listOfHarm(): string {
  const rows = written.map((name, n) =>
    [`部${name}`, `課${name}`, `役${name}`, name, 'わるい なまえ', `7700${n}`, extensionOf(n), `担当${name}`]
      .map((cell) => `"${[...cell].slice(0, 60).join('').replaceAll('"', '""')}"`)
      .join(','),
  );
  return `\ufeff${['部,課,職名,氏名,ふりがな,職員番号,内線,担当業務', ...rows].join('\r\n')}\r\n`;
}

/** Nothing of a name became a part of the page, and none of it made the page wider than the screen. */
async function holds(page: Page, screen: string): Promise<void> {
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  expect(wide, screen).toBeLessThanOrEqual(0);
  await expect(page.locator('img[src="x"]'), screen).toHaveCount(0);
  const text = await page.evaluate<string>('document.body.innerText');
  expect(text, screen).toBe(withoutUnseen(text));
}

journey('悪意のある名前は、どの画面でもただの文字で、行を壊さない', async ({ enter, accounts, watch }) => {
  journey.setTimeout(240_000);
  const tsuchida = await enter('土田 多恵', { at: '/admin/import' });
  const { page } = tsuchida;

  await journey.step('取り込みの表', async () => {
    const asked = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'ファイルを選ぶ' }).click();
    const buffer = Buffer.from(listOfHarm());
    await (await asked).setFiles({ name: '悪い表.csv', mimeType: 'text/csv', buffer });
    await expect(page.getByRole('row').filter({ hasText: harmful.markup })).toBeVisible({ timeout: 20_000 });
    await holds(page, '取り込みの表');
    await page.getByRole('tab', { name: /^課・係/ }).click();
    await expect(page.getByRole('listitem').filter({ hasText: harmful.markup }).first()).toBeVisible();
    await holds(page, '課・係の木');
    await page.getByRole('button', { name: '4人を取り込む' }).click();
    await expect(page.getByText('取り込みました').first()).toBeVisible({ timeout: 30_000 });
  });

  const room = `防災\u202e${harmful.markup}`;
  await journey.step('部屋の名前と目的', async () => {
    const ids = await Promise.all(written.map(async (name) => (await accounts.find(withoutUnseen(name))).id));
    const [purpose, label] = [harmful.long.repeat(3), '2'];
    const made = { kind: 'public', name: room, purpose, label, personIds: ids };
    z.object({ name: z.literal(withoutUnseen(room)) }).parse(
      (await accounts.command('channel:create', made)).data,
    );
  });

  for (const width of [1366, 390]) {
    await page.setViewportSize({ width, height: 800 });
    await journey.step(`職員の一覧と名札、${width}px`, async () => {
      for (const n of written.keys()) {
        await page.goto('/people');
        await page.getByRole('textbox', { name: '職員をさがす' }).fill(extensionOf(n));
        const row = page.getByRole('option').filter({ hasText: extensionOf(n) });
        await expect(row).toBeVisible();
        await holds(page, '職員の一覧');
        // The extension stands where it stands for everybody, whatever the name does.
        const [inside, outside] = [
          await row.getByText(extensionOf(n)).boundingBox(),
          await row.boundingBox(),
        ];
        const rightOf = (box: typeof inside) => (box ? box.x + box.width : NaN);
        expect(rightOf(inside)).toBeLessThanOrEqual(rightOf(outside));
        await row.click();
        await expect(page.getByRole('button', { name: 'メッセージ' })).toBeVisible();
        await holds(page, '名札');
      }
    });

    await journey.step(`部屋、メンバー、宛先の候補、${width}px`, async () => {
      await page.goto('/channels');
      await tsuchida.channel(withoutUnseen(room)).click();
      await expect(page.getByRole('heading', { level: 1, name: withoutUnseen(room) })).toBeVisible();
      await holds(page, '部屋');
      const isPhone = width < 800;
      if (isPhone) await page.getByRole('button', { name: /メンバー/ }).click();
      const members = page.getByRole(isPhone ? 'dialog' : 'complementary', { name: 'メンバーの一覧' });
      for (const name of written) {
        await expect(members.getByRole('listitem').filter({ hasText: withoutUnseen(name) })).toBeVisible();
      }
      await holds(page, 'メンバー');
      if (isPhone) await page.keyboard.press('Escape');
      await tsuchida.field.fill('＠わるい');
      const choices = page.getByRole('listbox', { name: 'あて先の候補' }).getByRole('option');
      await expect(choices).toHaveCount(written.length);
      await holds(page, '宛先の候補');
      await choices.filter({ hasText: harmful.markup }).click();
      await expect(tsuchida.field).toHaveValue(new RegExp(RegExp.escape(harmful.markup)));
      await tsuchida.field.pressSequentially(' お願いします');
      await holds(page, 'だれに届くか');
      await tsuchida.field.press('Enter');
      await expect(tsuchida.rows(harmful.markup).last()).toBeVisible();
      await holds(page, '発言');
    });

    await journey.step(`管理の表、${width}px`, async () => {
      for (const path of ['people', 'roles', 'audit']) {
        await page.goto(`/admin/${path}`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        if (path === 'people') {
          await page.getByRole('searchbox', { name: 'さがす' }).fill('わるい');
          await expect(page.getByRole('row').filter({ hasText: harmful.markup })).toBeVisible();
        }
        await holds(page, path);
      }
    });
  }

  await page.setViewportSize({ width: 1366, height: 768 });
  await journey.step('さがす欄', async () => {
    await page.goto('/people');
    await expect(tsuchida.status).toHaveText(/つながっています/);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /さがす/ }).fill('わるい');
    const dialog = page.getByRole('dialog', { name: 'さがす' });
    await expect(dialog.getByText(harmful.markup).first()).toBeVisible();
    await holds(page, 'さがす');
  });
  expect(watch.faults).toEqual([]);
});
