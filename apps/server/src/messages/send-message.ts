import { hash } from 'node:crypto';
import type { Message } from '@engawa/contract/messages';
import type { CommandParsed } from '@engawa/contract/socket';
import { channelScope } from '@engawa/contract/scopes';
import { newId } from '@engawa/db/id';
import { findSeat } from '../channels/find-seat.ts';
import { maySend } from '../channels/policy.ts';
import { auditRow } from '../platform/audit.ts';
import { businessDay } from '../platform/clock.ts';
import { AppError, codeOf } from '../platform/errors.ts';
import { readHall } from '../platform/hall.ts';
import type { Me } from '../platform/me.ts';
import type { Platform } from '../platform/platform.ts';
import { checkBody, holdsMyNumber } from './policy.ts';
import { presentMessage } from './present.ts';
import { insertMessage, messageByClientId, readableMessages } from './queries.ts';
import { resolveMentions } from './resolve-mentions.ts';

const uniqueViolation = '23505';

/** Sends a message. The answer comes after the commit; the same client id always gets the same answer. */
export async function sendMessage(
  platform: Platform,
  me: Me,
  input: CommandParsed<'message:send'>,
): Promise<Message> {
  const { channelId, clientId, body } = input;
  const quoteId = input.quoteId ?? null;
  checkBody(body);
  const opens = platform.zones.opens(me.zone);
  const bodyHash = hash('sha256', `${channelId}\n${quoteId ?? ''}\n${body}`, 'buffer');
  const hasMyNumber = holdsMyNumber(body);
  const refusal = await refusalOf(platform, me, input, { hasMyNumber, opens });
  if (refusal) {
    // What was sent stays sent, even where the quote may no longer be read or the hall forbids it since.
    const earlier = await earlierSend(platform, me, clientId, bodyHash);
    if (earlier) return earlier;
    throw refusal;
  }
  const at = platform.clock.now();
  const addressed = await resolveMentions(platform.db, channelId, body, businessDay(at));
  const id = newId();
  const data = {
    id,
    channelId,
    authorId: me.personId,
    clientId,
    body,
    quoteId,
    ...addressed,
    createdAt: at.toISOString(),
    editedAt: null,
    hiddenAt: null,
    redactedAt: null,
    stamps: [],
  };
  const sending = {
    id,
    channelId,
    authorId: me.personId,
    clientId,
    body,
    bodyHash,
    quoteId,
    ...addressed,
    at,
    opens,
    data,
    ...(hasMyNumber && { audit: exceptionOf(me, input, at) }),
  };
  let sent: { seq: number; no: number } | undefined;
  try {
    sent = await insertMessage(platform.sql, sending);
  } catch (error) {
    if (codeOf(error) !== uniqueViolation) throw error;
    // Two sends under one client id at once: the other one was quicker.
    const earlier = await earlierSend(platform, me, clientId, bodyHash);
    if (!earlier) throw error;
    return earlier;
  }
  if (!sent) return earlierOrRefuse(platform, me, input, bodyHash);
  const message: Message = { ...data, no: sent.no };
  platform.live.deliver([
    {
      scope: channelScope(channelId),
      seq: sent.seq,
      type: 'message:sent',
      data: message,
      channelId: null,
      label: null,
    },
  ]);
  return message;
}

/** Nothing was written: either it had been before, or it may not be. */
async function earlierOrRefuse(
  platform: Platform,
  me: Me,
  input: CommandParsed<'message:send'>,
  bodyHash: Uint8Array,
): Promise<Message> {
  const earlier = await earlierSend(platform, me, input.clientId, bodyHash);
  if (earlier) return earlier;
  const seat = await findSeat(platform, me, input.channelId);
  // The seat was gone when this was written, and has been given back since.
  if (maySend(seat)) return sendMessage(platform, me, input);
  throw new AppError(seat.putAwayAt ? 'put_away' : 'not_allowed');
}

async function earlierSend(
  platform: Platform,
  me: Me,
  clientId: string,
  bodyHash: Uint8Array,
): Promise<Message | undefined> {
  const earlier = await messageByClientId(platform.db, me.personId, clientId);
  if (!earlier) return undefined;
  // A redacted text left no hash to compare with.
  if (!earlier.redactedAt && Buffer.compare(earlier.bodyHash, bodyHash) !== 0)
    throw new AppError('same_id_other_content');
  return presentMessage(earlier);
}

/** Why this may not be sent, as far as it can be said before the channel is asked. */
async function refusalOf(
  platform: Platform,
  me: Me,
  { quoteId, myNumberReason }: CommandParsed<'message:send'>,
  { hasMyNumber, opens }: { hasMyNumber: boolean; opens: string[] },
): Promise<AppError | undefined> {
  if (hasMyNumber) {
    const { myNumberWithReason: isAllowed } = await readHall(platform.db);
    if (!isAllowed || !myNumberReason)
      return new AppError('my_number', { detail: { reasonAccepted: isAllowed ? 1 : 0 } });
  }
  if (!quoteId) return undefined;
  const quoted = await readableMessages(platform.db, me.personId, opens, [quoteId]);
  return quoted.length === 0 ? new AppError('not_found') : undefined;
}

/** That a 個人番号 was sent, and why: written with the message, so once, and only if it is. */
const exceptionOf = (me: Me, input: CommandParsed<'message:send'>, at: Date) =>
  auditRow(at, me, {
    action: 'message:my-number',
    targetKind: 'channel',
    targetId: input.channelId,
    detail: { clientId: input.clientId, reason: input.myNumberReason ?? '' },
  });
