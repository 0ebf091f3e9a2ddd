import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import HeadStage from '../../../test/HeadStage.svelte';

const name = '窓口改善の健康福祉課地域包括支援センター係との打合せ用の長い名前のチャンネル';
const entry = {
  id: 'c1',
  kind: 'public' as const,
  source: 'hand' as const,
  sectionId: null,
  name,
  purpose: '窓口の順番を決める',
  label: '2',
  putAwayAt: null,
  seq: 0,
  directWith: [],
  memberCount: 12,
  headNo: 0,
  lastAt: null,
  role: 'member' as const,
  muted: false,
  favourite: false,
  folderId: null,
  orderNo: null,
  readNo: 0,
  unreadFrom: null,
  forYou: [],
};
const label = { code: '2', name: '機密性2', nameEn: 'Level 2', rank: 2, caution: false };

async function head(width: number, isPhone: boolean) {
  await page.viewport(isPhone ? width : 1366, 768);
  await render(HeadStage, {
    width,
    entry,
    name,
    label,
    zone: 'lgwan' as const,
    menu: [],
    isPhone,
    elsewhere: { unread: 0, forYou: 0 },
    sideOpen: true,
    onside() {},
    onlist: undefined,
  });
}

/** What stands at the middle of an element is what the reader sees there. */
function isSeen(text: RegExp): boolean {
  const element = page.getByText(text).element();
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return [left + 4, right - 4].every((x) =>
    element.contains(document.elementFromPoint(x, (top + bottom) / 2)),
  );
}

test.each([
  [742, false],
  [390, true],
])('in %d px a long name is cut, label and zone are not', async (width, isPhone) => {
  await head(width, isPhone);
  await expect.element(page.getByRole('heading', { name })).toBeVisible();
  expect(isSeen(/機密性2/)).toBe(true);
  expect(isSeen(/庁内/)).toBe(true);
});
