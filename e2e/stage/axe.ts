import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

type Extent = {
  /** Only the dialog, menu or panel that lies over the page; a page without any is a fault. */
  isOver?: boolean | undefined;
  /** Only what another set of colours can change on a page that was examined. */
  colours?: boolean;
};

/** What axe finds on a page as it stands, each a line to read. */
export async function faultsFor(page: Page, screen: string, extent: Extent = {}): Promise<string[]> {
  // Our pages hold no frames, for which the other mode opens a page of its own each time.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  if (extent.isOver) axe.include('dialog[open], :popover-open:not(.tooltip), [role=toolbar]');
  if (extent.colours) axe.withRules(['color-contrast', 'link-in-text-block']);
  const { violations } = await axe.analyze();
  return violations.map(({ id, help, nodes }) => {
    const where = nodes.map(({ html, any }) => `${html.slice(0, 160)} ${any[0]?.message ?? ''}`);
    return `${screen}: ${id} (${help})\n  ${where.slice(0, 4).join('\n  ')}`;
  });
}
