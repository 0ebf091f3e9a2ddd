import type { MemoTab } from './memo-groups.ts';

/** The address of a memo, or of a tab of the list. */
export function memoPath(memoId: string | undefined, tab: MemoTab = 'mine'): string {
  const path = memoId === undefined ? '/memos' : `/memos/${memoId}`;
  return tab === 'mine' ? path : `${path}?tab=${tab}`;
}
