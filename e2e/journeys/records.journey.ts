import { z } from 'zod';
import { expect, journey } from '../stage/journey.ts';

const Made = z.object({ id: z.string() });
const Found = z.object({ messages: z.tuple([Made]) });

journey(
  '公文書の担当の野村さんは、住所の入った発言を伏せ、原文を記録のもとで開く',
  async ({ enter, accounts }) => {
    const { id: personId } = await accounts.find('野村 元気');
    await accounts.command('role:grant', { personId, role: 'records' });
    const mark = Date.now().toString(36);
    const room = '収納係';
    const koike = await enter('小池 葵');
    const okada = await enter('岡田 光男');
    await koike.open(room);
    await okada.readUp(room);
    await koike.write(`納付相談の方は旭町イ200番地の方です ${mark}`);
    const wrong = koike.rows(mark);
    await okada.sees(mark);

    const link = await journey.step('書いた小池さんが、リンクを写して伝える', async () => {
      await wrong.hover();
      await wrong.getByRole('button', { name: 'リンクをコピー' }).click();
      await expect(koike.page.getByText('リンクをコピーしました')).toBeVisible();
      return koike.copied();
    });

    const elsewhere = await journey.step('岡田さんは別の部屋で、その引用も見ている', async () => {
      const session = await accounts.session('小池 葵');
      const { pathname, searchParams } = new URL(link);
      const found = await session.get(
        `/api${pathname}/messages?after=${Number(searchParams.get('no')) - 1}&limit=1`,
      );
      const [{ id: quoteId }] = Found.parse(found.body).messages;
      const { id: okadaId } = await accounts.find('岡田 光男');
      const { data } = await accounts.command('direct:open', { personIds: [okadaId] }, session);
      const { id: channelId } = Made.parse(data);
      await accounts.command('message:send', { channelId, quoteId, body: 'この件です' }, session);
      const { page } = await enter('岡田 光男', { at: `/channels/${channelId}` });
      const quote = page.getByRole('blockquote').last();
      await expect(quote).toContainText(mark);
      return quote;
    });

    const nomura = await enter('野村 元気', { at: '/admin/redactions' });
    const { page } = nomura;
    const field = page.getByRole('textbox', { name: '発言のリンク' });

    await journey.step('違うものを貼ると、どう写すかが分かる', async () => {
      await field.fill('納付相談の発言');
      await page.getByRole('button', { name: 'さがす', exact: true }).click();
      await expect(page.getByText('Engawaの発言のリンクではありません')).toBeVisible();
    });

    await journey.step('理由がないうちは伏せられず、理由と期間を入れると伏せられる', async () => {
      await field.fill(link);
      await page.getByRole('button', { name: 'さがす', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: 'この発言を伏せますか' });
      await expect(dialog).toContainText('小池 葵さんの発言');
      await dialog.getByRole('button', { name: '伏せる' }).click();
      await expect(dialog).toContainText('入力してください');
      await dialog.getByRole('textbox', { name: '伏せる理由' }).fill(`市民の住所 ${mark}`);
      await dialog.getByRole('combobox', { name: '原文の保存期間' }).selectOption('10年');
      await dialog.getByRole('button', { name: '伏せる' }).click();
      await expect(page.getByText('伏せました')).toBeVisible();
    });

    await journey.step('二人の画面から、その場で消える', async () => {
      for (const clerk of [koike, okada]) {
        await expect(clerk.rows(mark)).toHaveCount(0);
        await expect(clerk.rows('この発言は公文書の担当が伏せました').last()).toBeVisible();
      }
      await expect(elsewhere).toContainText('この発言は公文書の担当が伏せました');
      await expect(elsewhere).not.toContainText(mark);
      await okada.reload();
      await okada.settled(room);
      await expect(okada.rows(mark)).toHaveCount(0);
    });

    await journey.step('原文は、開いたことが残る形でだけ読める', async () => {
      const row = page.getByRole('row', { name: mark });
      await expect(row).toContainText('3月31日まで');
      await row.getByRole('button', { name: '原文を開く' }).click();
      await expect(page.getByRole('dialog', { name: '伏せた発言の原文' })).toContainText('旭町イ200番地');
      await page.keyboard.press('Escape');
      const auditor = await enter('土田 多恵', { at: '/admin/audit' });
      const log = auditor.page.getByRole('row', { name: '伏せた発言の原文を読んだ' });
      await expect(log.filter({ hasText: '野村 元気' }).first()).toBeVisible();
    });
  },
);
