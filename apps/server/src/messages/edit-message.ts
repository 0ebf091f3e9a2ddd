import type { CommandParsed } from '@engawa/contract/socket';
import { channelScope } from '@engawa/contract/scopes';
import type { Tx } from '@engawa/db/transact';
import { takeSeat } from '../channels/find-seat.ts';
import { maySend } from '../channels/policy.ts';
import { businessDay } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import { publish } from '../platform/live/publish.ts';
import type { Me } from '../platform/me.ts';
import type { Platform } from '../platform/platform.ts';
import { checkBody, holdsMyNumber, mayEdit } from './policy.ts';
import { insertRevision, lockMessage, markHidden, updateBody, type MessageRow } from './queries.ts';
import { resolveMentions } from './resolve-mentions.ts';

type Done = Record<string, never>;

/** The gate of one message: a seat in its channel, held until the commit. */
export async function takeMessage(tx: Tx, platform: Platform, me: Me, messageId: string) {
  const message = await lockMessage(tx, messageId);
  if (!message) throw new AppError('not_found');
  const seat = await takeSeat(tx, platform, me, message.channelId);
  return { message, seat };
}

/** Changes one's own text; the earlier one stays readable in its history. */
export async function editMessage(
  tx: Tx,
  me: Me,
  input: CommandParsed<'message:edit'>,
  platform: Platform,
): Promise<Done> {
  checkBody(input.body);
  if (holdsMyNumber(input.body)) throw new AppError('my_number', { detail: { reasonAccepted: 0 } });
  const { message, seat } = await takeMessage(tx, platform, me, input.messageId);
  if (!mayEdit(message, me.personId) || !maySend(seat)) throw new AppError('not_allowed');
  if (message.body === input.body) return {};
  const editedAt = platform.clock.now();
  const addressed = await resolveMentions(tx, message.channelId, input.body, businessDay(editedAt));
  await insertRevision(tx, message.id, message.body, message.editedAt ?? message.createdAt);
  await updateBody(tx, message.id, { body: input.body, ...addressed, editedAt });
  await publish(tx, platform.live.deliver, editedAt, [
    {
      scope: channelScope(message.channelId),
      type: 'message:edited',
      data: { ...placeOf(message), body: input.body, ...addressed, editedAt: editedAt.toISOString() },
    },
  ]);
  return {};
}

/** Takes back one's own message: a tombstone stays, and the record until its term ends. */
export async function hideMessage(
  tx: Tx,
  me: Me,
  input: CommandParsed<'message:hide'>,
  platform: Platform,
): Promise<Done> {
  const { message } = await takeMessage(tx, platform, me, input.messageId);
  if (!mayEdit(message, me.personId)) throw new AppError('not_allowed');
  const at = platform.clock.now();
  await markHidden(tx, message, at);
  await publish(tx, platform.live.deliver, at, [
    {
      scope: channelScope(message.channelId),
      type: 'message:hidden',
      data: { ...placeOf(message), hiddenAt: at.toISOString() },
    },
  ]);
  return {};
}

export const placeOf = ({ id, channelId, no }: Pick<MessageRow, 'id' | 'channelId' | 'no'>) => ({
  id,
  channelId,
  no,
});
