import { faultsFor } from '../stage/axe.ts';
import { expect, journey } from '../stage/journey.ts';
import { inBothLights, looks } from '../stage/looks.ts';
import { walk } from '../stage/walk.ts';

for (const look of looks) {
  journey(`だれにでも読める: ${look.name}`, async ({ visit, enter, accounts, watch }) => {
    journey.setTimeout(240_000);
    const found: string[] = [];
    const missing = await walk(
      { visit, enter, accounts, watch },
      look,
      async ({ page }, { name, isOver }) => {
        await inBothLights(page, async (light) => {
          const colours = light === 'dark';
          found.push(...(await faultsFor(page, `${name} ${light}`, { isOver, colours })));
        });
      },
    );
    expect([...missing, ...found].join('\n')).toBe('');
  });
}
