import { mentionToken } from '@engawa/contract/mention-token';
import { mentionOf } from './body.ts';

type LabelOf = (of: 'person' | 'section' | 'post' | 'all', id: string) => string;

/** A body in one line of plain text: for quotes, notices and titles. */
export function previewOf(body: string, labelOf: LabelOf, most = 200): string {
  const plain = body
    .replace(mentionToken, (token) => {
      const mention = mentionOf(token);
      return mention?.is === 'mention' ? `@${labelOf(mention.of, mention.id)}` : token;
    })
    .replace(/^\s*(?:```\w*|[>#-]|\|[\s|:-]+\|)\s*/gm, '')
    .replace(/\*\*|~~|`/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return plain.length > most ? `${plain.slice(0, most)}…` : plain;
}
