import type { RedactedOriginal } from '@engawa/contract/redactions';
import { transact } from '@engawa/db/transact';
import { writeAudit } from '../../platform/audit.ts';
import { AppError } from '../../platform/errors.ts';
import type { Me } from '../../platform/me.ts';
import type { Platform } from '../../platform/platform.ts';
import { originalOf } from './queries.ts';

/** Writes into the log who read the original, then gives it. */
export async function readOriginal(
  { db, clock, zones }: Platform,
  me: Me,
  messageId: string,
): Promise<RedactedOriginal> {
  return transact(db, async (tx) => {
    const original = await originalOf(tx, messageId, zones.opens(me.zone));
    if (!original) throw new AppError('not_found');
    const { channelId, body, revisions } = original;
    await writeAudit(tx, clock, me, {
      action: 'message:original-read',
      targetKind: 'message',
      targetId: messageId,
      detail: { channelId },
    });
    return {
      body,
      revisions: revisions.map((row) => ({ ...row, writtenAt: new Date(row.writtenAt).toISOString() })),
    };
  });
}
