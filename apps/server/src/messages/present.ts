import type { Message, QuotedMessage } from '@engawa/contract/messages';
import type { MessageRow } from './queries.ts';

/** A hidden or redacted message keeps its place and says nothing. */
export function presentMessage(row: MessageRow): Message {
  const isGone = row.hiddenAt !== null || row.redactedAt !== null;
  return {
    id: row.id,
    channelId: row.channelId,
    no: row.no,
    authorId: row.authorId,
    clientId: row.clientId,
    body: isGone ? '' : row.body,
    quoteId: isGone ? null : row.quoteId,
    mentioned: isGone ? [] : row.mentioned,
    mentionAll: !isGone && row.mentionAll,
    createdAt: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
    hiddenAt: row.hiddenAt?.toISOString() ?? null,
    redactedAt: row.redactedAt?.toISOString() ?? null,
    stamps: isGone ? [] : row.stamps,
  };
}

export function presentQuoted(row: MessageRow): QuotedMessage {
  const { id, channelId, no, authorId, body, createdAt, hiddenAt, redactedAt } = presentMessage(row);
  return { id, channelId, no, authorId, body, createdAt, hiddenAt, redactedAt };
}
