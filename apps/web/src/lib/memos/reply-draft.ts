import type { Memo } from '@engawa/contract/memos';

type Draft = { text: string; addresses: unknown[] };

/** A draft that answers a memo: what it said, quoted, under whatever was being written already. */
export function replyDraft(before: string, memo: Pick<Memo, 'subject' | 'note'>): string {
  const draft: Draft = before ? JSON.parse(before) : { text: '', addresses: [] };
  const quoted = [memo.subject, ...memo.note.split('\n')].filter(Boolean).map((line) => `> ${line}`);
  if (quoted.length === 0 || draft.text.includes(quoted.join('\n'))) return before;
  const text = [draft.text, `${quoted.join('\n')}\n\n`].filter(Boolean).join('\n');
  return JSON.stringify({ ...draft, text });
}
