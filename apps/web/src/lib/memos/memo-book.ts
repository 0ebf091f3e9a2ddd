import type { Memo, MemoList } from '@engawa/contract/memos';
import type { Told } from '#lib/live/told.ts';

/** The memos that concern a reader. `gone` holds how new those were that went to others. */
export type MemoBook = {
  sections: readonly string[];
  memos: ReadonlyMap<string, Memo>;
  gone: ReadonlyMap<string, number>;
};

export const emptyBook: MemoBook = { sections: [], memos: new Map(), gone: new Map() };

/** Opens a list that was read: what came by an event meanwhile is newer, and stays. */
export function openList(book: MemoBook, list: MemoList): MemoBook {
  const memos = new Map(list.memos.map((memo) => [memo.id, memo]));
  for (const [id, rev] of book.gone) if ((memos.get(id)?.rev ?? 0) <= rev) memos.delete(id);
  for (const memo of book.memos.values()) {
    const read = memos.get(memo.id);
    if (read && read.rev < memo.rev) memos.set(memo.id, memo);
  }
  return { ...book, sections: list.sections, memos };
}

/** Turns the page by one event; an event heard twice changes nothing. */
export function turnBook(book: MemoBook, news: Told): MemoBook {
  if (news.type === 'memo:changed') return withMemo(book, news.data);
  return news.type === 'memo:gone' ? withoutMemo(book, news.data) : book;
}

/** Whether a memo that stirred is to be read: it is newer than what the page knows of it. */
export function isNewer(book: MemoBook, { memoId, rev }: { memoId: string; rev: number }): boolean {
  return (book.memos.get(memoId)?.rev ?? 0) < rev;
}

/** Takes a memo out of the book, unless it is a newer one than what went. */
export function withoutMemo(book: MemoBook, { memoId, rev }: { memoId: string; rev: number }): MemoBook {
  if ((book.memos.get(memoId)?.rev ?? 0) > rev) return book;
  const memos = new Map(book.memos);
  memos.delete(memoId);
  return { ...book, memos, gone: new Map(book.gone).set(memoId, rev) };
}

/** Takes a memo in as it was told or read; an older one changes nothing. */
export function withMemo(book: MemoBook, memo: Memo): MemoBook {
  const known = Math.max(book.memos.get(memo.id)?.rev ?? 0, book.gone.get(memo.id) ?? 0);
  if (memo.rev <= known) return book;
  return { ...book, memos: new Map(book.memos).set(memo.id, memo) };
}
