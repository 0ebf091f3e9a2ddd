import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Clerk } from '../stage/clerk.ts';
import { journey } from '../stage/journey.ts';
import { looks } from '../stage/looks.ts';
import { administration, inside, outside, type Screen } from '../stage/screens.ts';

const album = resolve(import.meta.dirname, '../../.screenshots');

// For people to look at, beside the pictures of the design: ENGAWA_SCREENSHOTS=1.
journey.skip(!process.env.ENGAWA_SCREENSHOTS, 'pictures are taken when asked for');

async function picture(clerk: Clerk, screens: readonly Screen[], look: string): Promise<void> {
  mkdirSync(album, { recursive: true });
  for (const screen of screens) {
    if (new URL(clerk.page.url()).pathname !== screen.at) await clerk.page.goto(screen.at);
    await screen.show(clerk);
    await clerk.page.screenshot({ path: join(album, `${screen.name} ${look}.png`), animations: 'disabled' });
    if (screen.over) await clerk.page.keyboard.press(screen.over);
  }
}

for (const { name, options, textSize } of looks) {
  journey(`どの画面も絵にする: ${name}`, async ({ visit, enter, accounts, watch }) => {
    journey.setTimeout(180_000);
    watch.expect(/status of 404/);
    await picture(await visit('/sign-in', options), outside, name);
    for (const [person, screens] of [
      ['田村 淑子', inside],
      ['土田 多恵', administration],
    ] as const) {
      const session = await accounts.session(person);
      await accounts.command('preference:set', { preferences: { textSize } }, session);
      await picture(await enter(person, { ...options, at: '/settings' }), screens, name);
      await accounts.command('preference:set', { preferences: {} }, session);
    }
  });
}
