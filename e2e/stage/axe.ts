import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { z } from 'zod';

type Extent = {
  /** Only the dialog, menu or panel that lies over the page; a page without any is a fault. */
  isOver?: boolean | undefined;
  /** Only what another set of colours can change on a page that was examined. */
  coloursOnly?: boolean;
};

const Found = z.array(
  z.object({
    id: z.string(),
    help: z.string(),
    nodes: z.array(z.object({ html: z.string(), any: z.array(z.object({ message: z.string() })) })),
  }),
);

// Put into each document once: its own builder does so for every look at it, which takes longer than looking.
const inside = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright'));
const axe = readFileSync(inside.resolve('axe-core/axe.min.js'), 'utf8');

const over = 'dialog[open], :popover-open:not(.tooltip), [role=toolbar]';

/** What axe finds on a page as it stands, each a line to read. */
export async function faultsFor(
  page: Page,
  screen: string,
  { isOver = false, coloursOnly = false }: Extent = {},
): Promise<string[]> {
  if (!(await page.evaluate(`'axe' in globalThis`))) await page.evaluate(axe);
  const options = {
    resultTypes: ['violations'],
    ...(coloursOnly && { runOnly: ['color-contrast', 'link-in-text-block'] }),
  };
  const where = isOver ? JSON.stringify(over) : 'document';
  const told = await page.evaluate(
    `axe.run(${where}, ${JSON.stringify(options)}).then(({ violations }) => violations)`,
  );
  return Found.parse(told).map(({ id, help, nodes }) => {
    const places = nodes.map(({ html, any }) => `${html.slice(0, 160)} ${any[0]?.message ?? ''}`);
    return `${screen}: ${id} (${help})\n  ${places.slice(0, 4).join('\n  ')}`;
  });
}
