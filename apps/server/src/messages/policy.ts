import { faultOfBody, MOST_CHARACTERS } from '@engawa/text/limits';
import { findMyNumbers } from '@engawa/text/mynumber';
import { AppError } from '../platform/errors.ts';
import type { Me } from '../platform/me.ts';

/** Refuses what cannot be a message: empty, too long, or text that no database keeps as written. */
export function checkBody(body: string): void {
  const fault = faultOfBody(body);
  if (fault === 'empty') throw new AppError('message_empty');
  if (fault === 'unwritable') throw new AppError('invalid_input', { detail: { field: 'body' } });
  if (fault) throw new AppError('message_too_long', { detail: { most: MOST_CHARACTERS } });
}

/** Whether a text holds what looks like a 個人番号, which has no place in a chat. */
export const holdsMyNumber = (body: string): boolean => findMyNumbers(body).length > 0;

type Written = { authorId: string; hiddenAt: Date | null; redactedAt: Date | null };

/** Only its author changes a message, and only while it is there to be read. */
export function mayEdit(message: Written, personId: string): boolean {
  return message.authorId === personId && message.hiddenAt === null && message.redactedAt === null;
}

/** Redaction, and reading what was redacted, is for those who keep the public documents. */
export const mayRedact = (me: Me): boolean => me.roles.includes('records');
