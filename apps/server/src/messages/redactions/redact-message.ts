import type { CommandParsed } from '@engawa/contract/socket';
import { channelScope } from '@engawa/contract/scopes';
import type { Tx } from '@engawa/db/transact';
import { writeAudit } from '../../platform/audit.ts';
import { businessDay } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { forgetInputs } from '../../platform/live/command.ts';
import { publish } from '../../platform/live/publish.ts';
import type { Me } from '../../platform/me.ts';
import type { Platform } from '../../platform/platform.ts';
import { mayRedact } from '../policy.ts';
import { lockMessage, revisionsOf } from '../queries.ts';
import { keptUntil } from './kept-until.ts';
import { isInOpenChannel, redactRows } from './queries.ts';

type Done = Record<string, never>;

/** The records role takes a text out of everything that is read; only a restricted copy remains. */
export async function redactMessage(
  tx: Tx,
  me: Me,
  input: CommandParsed<'message:redact'>,
  { clock, live, zones }: Platform,
): Promise<Done> {
  if (!mayRedact(me)) throw new AppError('not_found');
  const message = await lockMessage(tx, input.messageId);
  if (!message || message.redactedAt) throw new AppError('not_found');
  if (!(await isInOpenChannel(tx, message.channelId, zones.opens(me.zone)))) throw new AppError('not_found');
  const at = clock.now();
  const termUntil = keptUntil(businessDay(at), input.keepYears);
  // Every text it ever had, except the first, was the input of an edit.
  const texts = [message.body, ...(await revisionsOf(tx, message.id)).map(({ body }) => body)];
  await forgetInputs(
    tx,
    message.authorId,
    'message:edit',
    texts.map((body) => ({ messageId: message.id, body })),
  );
  await redactRows(tx, message, { reason: input.reason, by: me.personId, at, termUntil });
  await writeAudit(tx, clock, me, {
    action: 'message:redact',
    targetKind: 'message',
    targetId: message.id,
    detail: { channelId: message.channelId, reason: input.reason, termUntil },
  });
  const { id, channelId, no } = message;
  await publish(tx, live.deliver, at, [
    {
      scope: channelScope(channelId),
      type: 'message:redacted',
      data: { id, channelId, no, redactedAt: at.toISOString() },
    },
  ]);
  return {};
}
