import MarkdownIt from 'markdown-it';
import cjkFriendly from 'markdown-it-cjk-friendly';
import { mentionOf, tokenAt, type Block, type Inline } from './body.ts';
import { pathAt, urlAt } from './found-in-text.ts';

type Token = ReturnType<typeof reader.parse>[number];
type Rule = Parameters<typeof reader.inline.ruler.before>[2];

/** Headings, rules, images, references and HTML are off: what looks like them stays as it was typed. */
const reader = new MarkdownIt('zero', { html: false, breaks: true, linkify: false, maxNesting: 20 })
  .enable([
    'fence',
    'blockquote',
    'list',
    'table',
    'backticks',
    'emphasis',
    'strikethrough',
    'link',
    'newline',
  ])
  .use(cjkFriendly);

const own = (name: string, rule: Rule) => reader.inline.ruler.before('newline', name, rule);

own('mention', (state, silent) => {
  if (state.src[state.pos] !== '<') return false;
  const token = tokenAt(state.src, state.pos);
  if (!token) return false;
  if (!silent) state.push('mention', '', 0).content = token;
  state.pos += token.length;
  return true;
});

own('path', (state, silent) => {
  const letter = state.src[state.pos];
  const isDrive = letter === ':' && state.src[state.pos + 1] === '\\';
  if (letter !== '\\' && !isDrive) return false;
  const path = pathAt(state.src, isDrive ? state.pos - 1 : state.pos);
  if (!path || (isDrive && !/[A-Za-z]$/.test(state.pending))) return false;
  if (!silent) {
    if (isDrive) state.pending = state.pending.slice(0, -1);
    state.push('path', '', 0).content = path;
  }
  state.pos += isDrive ? path.length - 1 : path.length;
  return true;
});

own('address', (state, silent) => {
  if (!state.src.startsWith('://', state.pos)) return false;
  const scheme = /https?$/i.exec(state.pending)?.[0];
  const href = scheme && urlAt(state.src, state.pos - scheme.length);
  if (!scheme || !href || state.linkLevel > 0) return false;
  if (!silent) {
    state.pending = state.pending.slice(0, -scheme.length);
    state.push('address', '', 0).content = href;
  }
  state.pos += href.length - scheme.length;
  return true;
});

/** A backslash hides only the marks of this subset; before anything else it is a yen sign or a path. */
own('escape', (state, silent) => {
  const next = state.src[state.pos + 1];
  if (state.src[state.pos] !== '\\' || next === undefined || !'*_~`[]'.includes(next)) return false;
  if (!silent) state.pending += next;
  state.pos += 2;
  return true;
});

/** A line begins as it was typed: the reader's own rule would take the spaces away. */
reader.inline.ruler.at('newline', (state, silent) => {
  if (state.src[state.pos] !== '\n') return false;
  if (!silent) state.push('softbreak', '', 0);
  state.pos += 1;
  return true;
});

/** A line without a bar ends a table: whoever writes on below it begins a sentence, not a row. */
reader.block.ruler.push(
  'below_table',
  ({ parentType, src, bMarks, eMarks }, line, _end, silent) =>
    silent && parentType === 'table' && !src.slice(bMarks[line], eMarks[line]).includes('|'),
  { alt: ['blockquote'] },
);

/** Stands for 字下げ at the edge of a table cell, which the reader would trim; no text may hold this sign. */
const indent = '\uFDD0';
const keepIndents = (body: string): string =>
  body.replace(/\u3000+(?= *\|)|(?<=\| *)\u3000+/g, (gap) => indent.repeat(gap.length));
const asTyped = (text: string): string => text.replaceAll(indent, '\u3000');

/** Reads a body with Markdown. */
export function markdownBody(body: string): Block[] {
  const tokens = reader.parse(keepIndents(body), {});
  return blocks(tokens, { at: 0, lines: body.split('\n') }, undefined);
}

type Place = { at: number; lines: readonly string[] };

/** The spaces before a paragraph's first line; in a list or quote they belong to its marks. */
function before({ level, map }: Token, lines: readonly string[]): Inline[] {
  const [text] = /^[ \t]+/.exec(level === 0 && map ? (lines[map[0]] ?? '') : '') ?? [];
  return text ? [{ is: 'text', text }] : [];
}

function blocks(tokens: readonly Token[], place: Place, until: string | undefined): Block[] {
  const found: Block[] = [];
  for (let token = tokens[place.at]; token && token.type !== until; token = tokens[place.at]) {
    place.at += 1;
    switch (token.type) {
      case 'paragraph_open':
        found.push({
          is: 'paragraph',
          inside: [...before(token, place.lines), ...inlineOf(tokens[place.at])],
        });
        place.at += 2;
        break;
      case 'fence':
        found.push({ is: 'pre', text: asTyped(token.content.replace(/\n$/, '')) });
        break;
      case 'blockquote_open':
        found.push({ is: 'quote', blocks: blocks(tokens, place, 'blockquote_close') });
        place.at += 1;
        break;
      case 'bullet_list_open':
      case 'ordered_list_open':
        found.push(list(tokens, place, token));
        break;
      case 'table_open':
        found.push(table(tokens, place));
        break;
    }
  }
  return found;
}

function list(tokens: readonly Token[], place: Place, open: Token): Block {
  const isOrdered = open.type === 'ordered_list_open';
  const items: Block[][] = [];
  while (tokens[place.at]?.type === 'list_item_open') {
    place.at += 1;
    items.push(blocks(tokens, place, 'list_item_close'));
    place.at += 1;
  }
  place.at += 1;
  return { is: 'list', start: isOrdered ? Number(open.attrGet('start') ?? 1) : undefined, items };
}

function table(tokens: readonly Token[], place: Place): Block {
  const rows: Inline[][][] = [];
  for (let token = tokens[place.at]; token && token.type !== 'table_close'; token = tokens[place.at]) {
    if (token.type === 'tr_open') rows.push([]);
    if (token.type === 'inline') rows.at(-1)?.push(inlineOf(token));
    place.at += 1;
  }
  place.at += 1;
  const [head = [], ...rest] = rows;
  return { is: 'table', head, rows: rest };
}

function inlineOf(token: Token | undefined): Inline[] {
  return inline(token?.children ?? [], { at: 0, lines: [] }, undefined);
}

const around: Record<string, 'strong' | 'em' | 'del'> = {
  strong_open: 'strong',
  em_open: 'em',
  s_open: 'del',
};

function inline(tokens: readonly Token[], place: Place, until: string | undefined): Inline[] {
  const found: Inline[] = [];
  for (let token = tokens[place.at]; token && token.type !== until; token = tokens[place.at]) {
    place.at += 1;
    const is = around[token.type];
    if (is) {
      found.push({ is, inside: inline(tokens, place, token.type.replace('open', 'close')) });
      place.at += 1;
    } else if (token.type === 'link_open') {
      const inside = inline(tokens, place, 'link_close');
      place.at += 1;
      const href = String(token.attrGet('href') ?? '');
      if (/^https?:\/\//i.test(href)) found.push({ is: 'link', href, inside });
      else found.push(...inside);
    } else {
      const one = leaf(token);
      if (one) found.push(one);
    }
  }
  return found;
}

function leaf({ type, content: read }: Token): Inline | undefined {
  const content = asTyped(read);
  switch (type) {
    case 'text':
      return content === '' ? undefined : { is: 'text', text: content };
    case 'softbreak':
    case 'hardbreak':
      return { is: 'break' };
    case 'code_inline':
      return { is: 'code', text: content };
    case 'path':
      return { is: 'path', text: content };
    case 'address':
      return { is: 'link', href: content, inside: [{ is: 'text', text: content }] };
    case 'mention':
      return mentionOf(content);
    default:
      return content === '' ? undefined : { is: 'text', text: content };
  }
}
