import { faultsFor } from '../stage/axe.ts';
import type { Clerk } from '../stage/clerk.ts';
import { expect, journey } from '../stage/journey.ts';
import { looks } from '../stage/looks.ts';
import { administration, inside, outside, type Screen } from '../stage/screens.ts';

async function look(clerk: Clerk, screens: readonly Screen[]): Promise<string[]> {
  const found: string[] = [];
  for (const screen of screens) {
    if (new URL(clerk.page.url()).pathname !== screen.at) await clerk.page.goto(screen.at);
    const missing = await screen.show(clerk).then(
      () => undefined,
      (error: unknown) => `${screen.name}: it never stood\n  ${String(error).slice(0, 300)}`,
    );
    if (missing) {
      found.push(missing);
      continue;
    }
    found.push(...(await faultsFor(clerk.page, screen.name)));
    if (screen.over) await clerk.page.keyboard.press(screen.over);
  }
  return found;
}

for (const { name, options, textSize } of looks.filter(({ isPhone }) => !isPhone)) {
  journey(`だれにでも読める: ${name}`, async ({ visit, enter, accounts, watch }) => {
    journey.setTimeout(240_000);
    watch.expect(/status of 404/);
    const found = await look(await visit('/sign-in', options), textSize === 16 ? outside : []);
    for (const [person, screens] of [
      ['田村 淑子', inside],
      ['土田 多恵', administration],
    ] as const) {
      const session = await accounts.session(person);
      await accounts.command('preference:set', { preferences: { textSize } }, session);
      found.push(...(await look(await enter(person, { ...options, at: '/settings' }), screens)));
      await accounts.command('preference:set', { preferences: {} }, session);
    }
    expect(found.join('\n')).toBe('');
  });
}
