import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, journey } from '../stage/journey.ts';
import { inDarkness, looks } from '../stage/looks.ts';
import { walk } from '../stage/walk.ts';

const album = resolve(import.meta.dirname, '../../.screenshots');

// For people to look at, beside the pictures of the design: ENGAWA_SCREENSHOTS=1.
journey.skip(!process.env.ENGAWA_SCREENSHOTS, 'pictures are taken when asked for');

for (const look of looks) {
  journey(`どの画面も絵にする: ${look.name}`, async ({ visit, enter, accounts, watch }) => {
    journey.setTimeout(360_000);
    mkdirSync(album, { recursive: true });
    const missing = await walk({ visit, enter, accounts, watch }, look, async ({ page }, { name }) => {
      const take = (light: string) =>
        page.screenshot({ path: join(album, `${name} ${look.name}${light}.png`), animations: 'disabled' });
      await take('');
      await inDarkness(page, async () => void (await take(' 暗い')));
    });
    expect(missing.join('\n')).toBe('');
  });
}
