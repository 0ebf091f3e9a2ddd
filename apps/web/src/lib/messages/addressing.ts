import { mentionToken } from '@engawa/contract/mention-token';

/** Somebody chosen in the picker: what stands in the field, and what it means. */
export type Address = { label: string; token: string };

const opener = /[@＠]([^\s@＠、。，．「」『』()（）]{0,30})$/;

/** The word being written after ＠ or @, directly before the caret; an address in Latin letters is none. */
export function wordBefore(text: string, caret: number): { at: number; word: string } | undefined {
  const before = text.slice(0, caret);
  const found = opener.exec(before);
  if (!found || /[A-Za-z0-9_.+-]/.test(before[found.index - 1] ?? '')) return undefined;
  return { at: found.index, word: found[1] ?? '' };
}

/** Writes the chosen labels as tokens; the longest first, because one name may begin another. */
export function withTokens(text: string, chosen: readonly Address[]): string {
  const byLength = [...chosen].sort((a, b) => b.label.length - a.label.length);
  if (byLength.length === 0) return text;
  const labels = byLength.map(({ label }) => label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const tokens = new Map(byLength.map(({ label, token }) => [label, token]));
  return text.replace(
    new RegExp(`[@＠](${labels.join('|')})`, 'g'),
    (whole, label: string) => tokens.get(label) ?? whole,
  );
}

/** Writes tokens as labels, to be edited by hand. */
export function withLabels(
  body: string,
  labelOf: (token: string) => string,
): { text: string; chosen: Address[] } {
  const chosen = new Map<string, Address>();
  const text = body.replace(mentionToken, (token) => {
    const label = labelOf(token);
    if (!label) return token;
    chosen.set(token, { label, token });
    return `@${label}`;
  });
  return { text, chosen: [...chosen.values()] };
}

/** The addresses that still stand in the text. */
export const stillThere = (text: string, chosen: readonly Address[]): Address[] =>
  chosen.filter(({ label }) => text.includes(`@${label}`) || text.includes(`＠${label}`));
