import { mentionToken } from '@engawa/contract/mention-token';
import { pathAt, urlAt } from './found-in-text.ts';

/** A body as it is drawn: every part is a known kind of node, so nothing a person wrote becomes HTML. */
export type Inline =
  | { is: 'text'; text: string }
  | { is: 'break' }
  | { is: 'strong'; inside: Inline[] }
  | { is: 'em'; inside: Inline[] }
  | { is: 'del'; inside: Inline[] }
  | { is: 'code'; text: string }
  | { is: 'path'; text: string }
  | { is: 'link'; href: string; inside: Inline[] }
  | { is: 'mention'; of: 'person' | 'section' | 'post' | 'all'; id: string };

export type Block =
  | { is: 'paragraph'; inside: Inline[] }
  | { is: 'pre'; text: string }
  | { is: 'quote'; blocks: Block[] }
  | { is: 'list'; start: number | undefined; items: Block[][] }
  | { is: 'table'; head: Inline[][]; rows: Inline[][][] };

const mentioned = { p: 'person', s: 'section', o: 'post' } as const;

/** Reads a mention token such as `<@p:…>`. */
export function mentionOf(token: string): Inline | undefined {
  if (token === '<@all>') return { is: 'mention', of: 'all', id: '' };
  const of = token[2];
  if (of !== 'p' && of !== 's' && of !== 'o') return undefined;
  return { is: 'mention', of: mentioned[of], id: token.slice(4, -1) };
}

/** The mention token that begins at `at`. */
export function tokenAt(text: string, at: number): string | undefined {
  const sticky = new RegExp(mentionToken.source, 'y');
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0];
}

/** Whether a body has anything that only the Markdown reader understands. */
export function needsMarkdown(body: string): boolean {
  const plain = body.replace(mentionToken, '');
  return /[*_~`|[]|^\s*(?:>|[-+*] |\d+[.)] )/m.test(plain);
}

/** Reads a body without Markdown: lines as typed, addresses, paths and mentions. */
export function plainBody(body: string): Block[] {
  return body
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== '')
    .map((part) => ({ is: 'paragraph', inside: plainInline(part.replace(/^\n+|\n+$/g, '')) }));
}

export function plainInline(text: string): Inline[] {
  const found: Inline[] = [];
  let from = 0;
  const put = (node: Inline, at: number, length: number): number => {
    if (at > from) found.push({ is: 'text', text: text.slice(from, at) });
    found.push(node);
    from = at + length;
    return from;
  };
  for (let at = 0; at < text.length;) {
    const letter = text[at];
    if (letter === '\n') {
      at = put({ is: 'break' }, at, 1);
    } else if (letter === '<') {
      const token = tokenAt(text, at);
      const mention = token && mentionOf(token);
      at = mention && token ? put(mention, at, token.length) : at + 1;
    } else if (letter === 'h') {
      const href = urlAt(text, at);
      at = href ? put({ is: 'link', href, inside: [{ is: 'text', text: href }] }, at, href.length) : at + 1;
    } else if (letter === '\\' || /[A-Za-z]/.test(letter ?? '')) {
      const path = pathAt(text, at);
      at = path ? put({ is: 'path', text: path }, at, path.length) : at + 1;
    } else {
      at += 1;
    }
  }
  if (from < text.length) found.push({ is: 'text', text: text.slice(from) });
  return found;
}
