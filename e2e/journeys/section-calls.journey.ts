import { newId } from '@engawa/db/id';
import { alwaysOpen } from '@engawa/infra/test-lines';
import { noMedia } from '@engawa/infra/test-media';
import { faultsFor } from '../stage/axe.ts';
import type { Clerk } from '../stage/clerk.ts';
import { expect } from '../stage/journey.ts';
import { journeyIn } from '../stage/own-house.ts';
import { hears } from '../stage/voices.ts';

const journey = journeyIn({ args: ['--demo'], env: { MEDIA: 'on' } });
journey.skip(noMedia !== undefined, noMedia ?? '');

// Voices are measured.
journey.setTimeout(240_000);

type Directory = {
  sections: { id: string; name: string }[];
  people: { id: string; name: string; posts: { sectionId: string }[] }[];
};

const ringOf = (clerk: Clerk) => clerk.page.getByRole('region', { name: '内線' });
const panelOf = (clerk: Clerk) => clerk.page.getByRole('complementary', { name: '通話' });

/** Finds a section as everybody does, and rings it. */
async function callSection(clerk: Clerk, name: string): Promise<void> {
  await clerk.page.getByRole('link', { name: '職員' }).click();
  await clerk.page.getByRole('textbox', { name: '職員をさがす' }).fill(name);
  await clerk.page
    .getByRole('option', { name: new RegExp(`^${name}`) })
    .first()
    .click();
  await clerk.page.getByRole('button', { name: `${name}にかける` }).click();
}

journey(
  '収納係にかけると五人に鳴り、一人が出て話し、みな話し中なら待って、メモになる',
  async ({ speak, enter, accounts }) => {
    const admin = await accounts.session('土田 多恵');
    const directory: Directory = JSON.parse(JSON.stringify((await admin.get('/api/people')).body));
    const section = directory.sections.find(({ name }) => name === '収納係');
    const isIn = ({ posts }: Directory['people'][number]) =>
      posts.some(({ sectionId }) => sectionId === section?.id);
    const five = directory.people.filter(isIn).slice(0, 5);
    for (const { id, name } of five) {
      const own = await accounts.session(name);
      await own.post('/api/commands/presence:set', { clientId: newId(), personId: id, state: 'in' });
    }
    const [calling = '', later = ''] = directory.people
      .filter((person) => !isIn(person) && person.posts.length > 0)
      .map(({ name }) => name);
    const line = { ...alwaysOpen, ringSeconds: 60 };
    await admin.post('/api/commands/section-line:set', { clientId: newId(), sectionId: section?.id, line });
    const [first = '', ...rest] = five.map(({ name }) => name);
    const caller = await speak(calling, 440);
    const clerk = await speak(first, 620);
    const others: Clerk[] = [];
    for (const name of rest) others.push(await enter(name));

    await journey.step('五人に鳴り、だれといっしょに鳴っているかが見える', async () => {
      await callSection(caller, '収納係');
      await expect(ringOf(caller)).toContainText('5人に鳴らしています', { timeout: 15_000 });
      for (const one of [clerk, ...others]) {
        await expect(ringOf(one)).toContainText('収納係への内線');
        await expect(ringOf(one)).toContainText(calling);
        await expect(ringOf(one)).toContainText('いっしょに鳴っている人');
      }
      expect(await faultsFor(clerk.page, '係への内線が鳴っている画面')).toEqual([]);
      expect(await faultsFor(caller.page, '係を呼び出している画面')).toEqual([]);
    });

    await journey.step('一人が出ると、ほかの人にはだれが出たかが見え、互いの声が聞こえる', async () => {
      await clerk.page.keyboard.press('Alt+1');
      for (const one of others) await expect(ringOf(one)).toContainText(`${first}さんが出ました`);
      await expect(panelOf(caller)).toContainText('通話中');
      await hears(caller.page, clerk.voice);
      await hears(clerk.page, caller.voice);
    });

    await journey.step('ほかの人が席を外すと、次の人は待ち、あきらめると係のメモになる', async () => {
      for (const one of others) await one.page.context().close();
      const next = await enter(later, { at: '/people' });
      await callSection(next, '収納係');
      await expect(ringOf(next)).toContainText('収納係が空くのを待っています', { timeout: 30_000 });
      await expect(ringOf(next)).toContainText('次はあなたの番です');
      await ringOf(next).getByRole('button', { name: '折り返しをたのむ' }).click();
      await expect(ringOf(next)).toContainText('係のメモに折り返しをたのみました');
      await clerk.page.goto('/calls/section');
      await expect(clerk.page.getByRole('region', { name: '出られなかった電話' })).toContainText(later);
      expect(await faultsFor(clerk.page, '係の電話')).toEqual([]);
      await panelOf(caller).getByRole('button', { name: '通話を終える' }).click();
      await expect(panelOf(caller)).toContainText('通話を終えました');
    });
  },
);
