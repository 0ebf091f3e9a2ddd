import { expect } from '../stage/journey.ts';
import { killServer } from '../stage/kill.ts';
import { journeyIn } from '../stage/own-house.ts';

const room = '収納係';

const journey = journeyIn({ task: 'cluster', args: ['--demo'] });

journey(
  '二台のサーバーでも、二人は一台のときと同じように書き合う',
  async ({ visit, accounts, house, watch }) => {
    journey.setTimeout(180_000);
    watch.expect(/net::ERR_(CONNECTION|EMPTY|SOCKET)|WebSocket connection|status of (401|502|503)/);
    const enter = async (which: 'clerk' | 'head') => {
      const { login, password } = accounts.demo(which);
      const clerk = await visit('/sign-in');
      await clerk.page.getByRole('textbox', { name: '職員番号' }).fill(login);
      await clerk.page.getByRole('textbox', { name: 'パスワード' }).fill(password);
      await clerk.page.getByRole('button', { name: 'ログイン', exact: true }).click();
      await expect(clerk.status).toHaveText(/つながっています/, { timeout: 30_000 });
      await clerk.open(room);
      return clerk;
    };
    const takashima = await enter('clerk');
    const maruyama = await enter('head');

    await journey.step('発言は、どちらのサーバーにいても一度だけ、同じ順に届く', async () => {
      for (const n of [1, 2, 3]) {
        await takashima.write(`窓口の当番 ${n}a`);
        await maruyama.sees(`窓口の当番 ${n}a`);
        await maruyama.write(`窓口の当番 ${n}b`);
        await takashima.sees(`窓口の当番 ${n}b`);
      }
    });

    await journey.step('片方のサーバーが落ちても、待っていた発言は失われない', async () => {
      for (const node of [1, 2]) {
        await killServer(house.data, node);
        await takashima.write(`落ちた間の発言 ${node}a`);
        await maruyama.write(`落ちた間の発言 ${node}b`);
        for (const clerk of [takashima, maruyama]) {
          for (const side of ['a', 'b']) {
            await expect(clerk.rows(`落ちた間の発言 ${node}${side}`)).toHaveCount(1, { timeout: 30_000 });
          }
          await expect(clerk.rows('送信待ち')).toHaveCount(0, { timeout: 30_000 });
          await expect(clerk.status).toHaveText(/つながっています/, { timeout: 30_000 });
        }
      }
    });

    await journey.step('二人の並びは同じ', async () => {
      const order = async (clerk: typeof takashima) =>
        (await clerk.rows(/窓口の当番|落ちた間の発言/).allTextContents()).map(
          (text) => /(?:当番|発言) (\d[ab])/.exec(text)?.[1],
        );
      await takashima.reload();
      await takashima.settled(room);
      await takashima.sees('窓口の当番 1a');
      expect(await order(takashima)).toEqual(await order(maruyama));
    });
  },
);
