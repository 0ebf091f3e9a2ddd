import { withoutUnseen } from '@engawa/contract/unseen';
import { z } from 'zod';
import type { Clerk } from '../stage/clerk.ts';
import { expect, journey } from '../stage/journey.ts';
import { payloads, plainPayloads } from '../stage/payloads.ts';

const Made = z.object({ id: z.string() });
const perChannel = 6;

/** Every row of the open channel, from the first unread down: the list holds only what is near. */
async function readAll(clerk: Clerk, run: string, rows: number) {
  const seen = new Map<string, string>();
  const links = new Set<string>();
  for (let turn = 0; turn < 120 && seen.size < rows; turn += 1) {
    for (const text of await clerk.timeline.getByRole('article').allInnerTexts()) {
      const no = text.includes(run) ? /第(\d+)組/.exec(text)?.[1] : undefined;
      if (no) seen.set(no, text);
    }
    for (const link of await clerk.timeline.getByRole('link').all()) {
      links.add((await link.getAttribute('href')) ?? '');
    }
    await clerk.timeline.hover();
    await clerk.page.mouse.wheel(0, 400);
    await clerk.page.waitForTimeout(50);
  }
  return { seen, links };
}

journey(
  '悪意のある文は、発言でも、名前でも、目的でも、知らせでも、ただの文のまま',
  async ({ accounts, enter, watch }) => {
    expect(payloads.length).toBeGreaterThanOrEqual(150);
    // Blind tries of links with other schemes must not even appear as links.
    const attacker = await accounts.session('桑原 恭平');
    const { id: victim } = await accounts.find('荒木 孝之');
    const { id: direct } = Made.parse(
      (await accounts.command('direct:open', { personIds: [victim] }, attacker)).data,
    );

    const run = Date.now().toString(36);
    const apart = payloads.map((text, n) => `${run}の第${n}組\n\n${text}`);
    for (const body of apart) await accounts.command('message:send', { channelId: direct, body }, attacker);
    const names = plainPayloads.filter((text) => text.length <= 50).map((text) => `${text} ${run}`);
    for (let n = 0; n < names.length; n += perChannel) {
      const name = names[n] ?? '';
      const purpose = names
        .slice(n + 1, n + perChannel)
        .join(' ')
        .slice(0, 200)
        .trim();
      const made = { kind: 'private', name, purpose, label: '2', personIds: [victim] };
      await accounts.command('channel:create', made, attacker);
    }

    const araki = await enter('荒木 孝之');
    await journey.step('発言', async () => {
      await araki.open('桑原 恭平');
      const { seen, links } = await readAll(araki, run, apart.length);
      expect(seen.size).toBe(apart.length);
      for (const [n, text] of payloads.entries()) {
        if (plainPayloads.includes(text)) expect(seen.get(String(n)), text).toContain(text);
      }
      for (const href of links) expect(href).toMatch(/^(https?:\/\/|\/)/);
    });
    await journey.step('一覧の名前と、上の目的', async () => {
      for (let n = 0; n < names.length; n += perChannel * 4) {
        const name = names[n] ?? '';
        await araki.channel(withoutUnseen(name)).first().click();
        await expect(araki.page.getByRole('heading', { level: 1, name: withoutUnseen(name) })).toBeVisible();
      }
    });
    await journey.step('知らせとさがす欄', async () => {
      await araki.page.getByRole('button', { name: /^お知らせ/ }).click();
      await expect(
        araki.page.getByRole('dialog', { name: 'お知らせ' }).getByRole('link').first(),
      ).toBeVisible();
      await araki.page.keyboard.press('Escape');
      for (const word of ['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '押す']) {
        await araki.page.keyboard.press('Control+k');
        await araki.page.getByRole('combobox', { name: /さがす/ }).fill(word);
        await expect(araki.page.getByRole('dialog', { name: 'さがす' })).toBeVisible();
        await araki.page.keyboard.press('Escape');
      }
    });
    expect(watch.faults).toEqual([]);
  },
);
