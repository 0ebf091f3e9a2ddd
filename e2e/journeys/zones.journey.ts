import { test, type Page } from '@playwright/test';
import { z } from 'zod';
import { expect, journey } from '../stage/journey.ts';

const Made = z.object({ id: z.string() });
const Sent = z.object({ id: z.string(), no: z.number() });

journey(
  '機密性3の部屋は庁内にだけあり、庁外の入口ではどこにも現れない',
  async ({ enter, accounts, watch }) => {
    const mark = Date.now().toString(36);
    const secret = `滞納整理 検討${mark}`;
    const open = `庁舎案内 当番${mark}`;
    const matsuo = await accounts.session('松尾 真理子');
    const { id: ishii } = await accounts.find('石井 珠美');
    const make = async (name: string, label: string) => {
      const made = { kind: 'private', name, purpose: `${name}の部屋`, label, personIds: [ishii] };
      return Made.parse((await accounts.command('channel:create', made, matsuo)).data).id;
    };
    const [secretId, openId] = [await make(secret, '3A'), await make(open, '1')];
    const say = async (channelId: string, body: string) =>
      Sent.parse((await accounts.command('message:send', { channelId, body }, matsuo)).data);

    const inside = await enter('石井 珠美');
    const outside = await enter('石井 珠美', { zone: 'internet' });
    await expect(outside.page.getByText('庁外', { exact: true }).first()).toBeVisible();
    const hidden = await say(secretId, `<@p:${ishii}> 差押えの予定です ${mark}`);
    await say(openId, `<@p:${ishii}> 当番の表です ${mark}`);

    await journey.step('庁内では、件数も、知らせも、部屋もある', async () => {
      await expect(inside.channel(secret).getByText('あなたあて 1件')).toBeVisible();
      await expect(inside.channel(open).getByText('あなたあて 1件')).toBeVisible();
      await expect(inside.page).toHaveTitle(/^\(2\) /);
    });

    await journey.step('庁外では、一覧、題名、知らせ、さがす欄のどこにもない', async () => {
      await expect(outside.channel(open).getByText('あなたあて 1件')).toBeVisible();
      await expect(outside.channel(secret)).toHaveCount(0);
      await expect(outside.page).toHaveTitle(/^\(1\) /);
      await outside.page.getByRole('button', { name: 'お知らせ 未読1件' }).click();
      const bell = outside.page.getByRole('dialog', { name: 'お知らせ' });
      await expect(bell.getByText(`当番の表です ${mark}`)).toBeVisible();
      await expect(bell.getByText(`差押えの予定です ${mark}`)).toHaveCount(0);
      await outside.page.keyboard.press('Escape');
      await outside.page.keyboard.press('Control+k');
      await outside.page.getByRole('combobox', { name: /さがす/ }).fill(mark);
      await expect(outside.page.getByRole('option', { name: new RegExp(open) })).toBeVisible();
      await expect(outside.page.getByRole('option', { name: new RegExp(secret) })).toHaveCount(0);
      await outside.page.keyboard.press('Escape');
    });

    await journey.step('庁外でリンクを開いても、ないものと同じ答え', async () => {
      watch.expect(/status of 404/);
      const link = `/channels/${secretId}?no=${hidden.no}`;
      await inside.page.goto(link);
      await expect(inside.rows(`差押えの予定です ${mark}`)).toBeVisible();
      await outside.page.goto(link);
      await expect(outside.page.getByText('このチャンネルは開けません')).toBeVisible();
      const session = await accounts.session('石井 珠美', 'internet');
      const none = '01890000-0000-7000-8000-000000000000';
      for (const id of [secretId, none]) {
        const told = await session.get(`/api/channels/${id}/messages`);
        expect(told.status).toBe(404);
      }
    });

    await journey.step('書かれている間も、庁外には何も届かない', async () => {
      await say(secretId, `<@p:${ishii}> もう一件 ${mark}`);
      await say(openId, `<@p:${ishii}> こちらは届く ${mark}`);
      await expect(outside.channel(open).getByText('あなたあて 2件')).toBeVisible();
      await expect(outside.page).toHaveTitle(/^\(2\) /);
      await expect(outside.page.getByText(secret)).toHaveCount(0);
    });

    await journey.step('開いている部屋の機密性が上がると、庁外の画面からその場で消える', async () => {
      await outside.open(open);
      await expect(outside.rows(`当番の表です ${mark}`)).toBeVisible();
      await accounts.command('channel:change', { channelId: openId, label: '3A' }, matsuo);
      await expect(outside.page.getByText('このチャンネルは開けません')).toBeVisible();
      await expect(outside.channel(open)).toHaveCount(0);
      await expect(outside.page.getByText(`当番の表です ${mark}`)).toHaveCount(0);
      await expect(inside.channel(open)).toBeVisible();
    });
  },
);

/** How many drafts and unsent rows lie on the disk of a page's browser. */
const keptOnDisk = (page: Page) =>
  page.evaluate(`new Promise((resolve, reject) => {
    const opened = indexedDB.open('engawa-kept');
    opened.onerror = () => reject(opened.error);
    opened.onsuccess = () => {
      const reading = opened.result.transaction(['drafts', 'rows']);
      const counts = ['drafts', 'rows'].map((name) => reading.objectStore(name).count());
      reading.oncomplete = () => resolve(counts.reduce((sum, { result }) => sum + result, 0));
    };
  })`);

journey('端末に残せない部屋の下書きは、庁外の端末に残らず、そう書かれている', async ({ enter, accounts }) => {
  const name = `窓口の相談 ${Date.now().toString(36)}`;
  const matsuo = await accounts.session('松尾 真理子');
  const { id: ishii } = await accounts.find('石井 珠美');
  const made = { kind: 'private', name, purpose: '', label: '2', personIds: [ishii] };
  const { id } = Made.parse((await accounts.command('channel:create', made, matsuo)).data);
  const words = 'この部屋の下書きと送信待ちは、この端末に残しません';

  for (const { zone, isKept } of [
    { zone: 'internet' as const, isKept: false },
    { zone: 'lgwan' as const, isKept: true },
  ]) {
    const ishiiThere = await enter('石井 珠美', { zone, at: `/channels/${id}` });
    const { page, field } = ishiiThere;
    await ishiiThere.settled(name);
    await field.fill('書きかけの文');
    await expect(page.getByText(words)).toHaveCount(isKept ? 0 : 1);
    await page.screenshot({ path: test.info().outputPath(`keep-${zone}.png`) });
    // A draft reaches the disk when the writing pauses.
    await page.waitForTimeout(600);
    expect(await keptOnDisk(page)).toBe(isKept ? 1 : 0);
    await page.reload();
    await ishiiThere.settled(name);
    await expect(field).toHaveValue(isKept ? '書きかけの文' : '');
    await ishiiThere.write(`送る文 ${zone}`);
    await expect(ishiiThere.rows(`送る文 ${zone}`)).toBeVisible();
    await expect(page.getByText(words)).toHaveCount(0);
  }
});
