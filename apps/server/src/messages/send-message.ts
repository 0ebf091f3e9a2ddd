import { hash } from 'node:crypto';
import type { Message } from '@engawa/contract/messages';
import type { CommandParsed } from '@engawa/contract/socket';
import { channelScope } from '@engawa/contract/scopes';
import { newId } from '@engawa/db/id';
import { transact } from '@engawa/db/transact';
import { findSeat } from '../channels/find-seat.ts';
import { writeAudit } from '../platform/audit.ts';
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
  if (holdsMyNumber(body)) await allowMyNumber(platform, me, input);
  const opens = platform.zones.opens(me.zone);
  const bodyHash = hash('sha256', `${channelId}\n${quoteId ?? ''}\n${body}`, 'buffer');
  if (quoteId && (await readableMessages(platform.db, me.personId, opens, [quoteId])).length === 0) {
    // What was sent stays sent, even where its quote may no longer be read.
    const earlier = await earlierSend(platform, me, clientId, bodyHash);
    if (earlier) return earlier;
    throw new AppError('not_found');
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
  };
  const sent = await insertMessage(platform.sql, sending).catch((error: unknown) => {
    if (codeOf(error) === uniqueViolation) return undefined;
    throw error;
  });
  if (!sent) return earlierOrRefuse(platform, me, input, bodyHash);
  const message: Message = { ...data, no: sent.no };
  platform.live.deliver([
    { scope: channelScope(channelId), seq: sent.seq, type: 'message:sent', data: message, channelId: null },
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

async function allowMyNumber(
  platform: Platform,
  me: Me,
  input: CommandParsed<'message:send'>,
): Promise<void> {
  const { myNumberWithReason: isAllowed } = await readHall(platform.db);
  if (!isAllowed || !input.myNumberReason) {
    throw new AppError('my_number', { detail: { reasonAccepted: isAllowed ? 1 : 0 } });
  }
  const { channelId, clientId, myNumberReason } = input;
  await transact(platform.db, (tx) =>
    writeAudit(tx, platform.clock, me, {
      action: 'message:my-number',
      targetKind: 'channel',
      targetId: channelId,
      detail: { clientId, reason: myNumberReason },
    }),
  );
}
