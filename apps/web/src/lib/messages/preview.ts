import type { Block, Inline } from './body.ts';

type LabelOf = (of: 'person' | 'section' | 'post' | 'all', id: string) => string;

/** A body that was read, in one line of plain words: for quotes, notices and titles. */
export function previewOf(body: readonly Block[], labelOf: LabelOf, most = 200): string {
  const inline = (nodes: readonly Inline[]): string => nodes.map(word).join('');
  const word = (node: Inline): string => {
    switch (node.is) {
      case 'break':
        return ' ';
      case 'mention':
        return `@${labelOf(node.of, node.id)}`;
      case 'text':
      case 'code':
      case 'path':
        return node.text;
      default:
        return inline(node.inside);
    }
  };
  const words = (blocks: readonly Block[]): string => blocks.map(part).join(' ');
  const part = (block: Block): string => {
    switch (block.is) {
      case 'paragraph':
        return inline(block.inside);
      case 'pre':
        return block.text;
      case 'quote':
        return words(block.blocks);
      case 'list':
        return block.items
          .map((item, at) => (block.start === undefined ? '' : `${block.start + at}. `) + words(item))
          .join(' ');
      case 'table':
        return [block.head, ...block.rows].flatMap((row) => row.map(inline)).join(' ');
    }
  };
  const plain = Array.from(words(body).replace(/\s+/g, ' ').trim());
  return plain.length > most ? `${plain.slice(0, most).join('')}…` : plain.join('');
}
