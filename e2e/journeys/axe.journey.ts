import { faultsFor } from '../stage/axe.ts';
import { expect, journey } from '../stage/journey.ts';
import { inDarkness, looks } from '../stage/looks.ts';
import { walk } from '../stage/walk.ts';

for (const look of looks) {
  journey(`だれにでも読める: ${look.name}`, async ({ visit, enter, accounts, watch }) => {
    journey.setTimeout(360_000);
    const found: string[] = [];
    const missing = await walk(
      { visit, enter, accounts, watch },
      look,
      async ({ page }, { name, isOver }) => {
        found.push(...(await faultsFor(page, name, { isOver })));
        // The colours of a larger text are those of the usual one.
        if (look.textSize > 16) return;
        await inDarkness(page, async () => {
          found.push(...(await faultsFor(page, `${name} 暗い`, { isOver, coloursOnly: true })));
        });
      },
    );
    expect([...missing, ...found].join('\n')).toBe('');
  });
}
