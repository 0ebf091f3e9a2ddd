import type { CommandParsed } from '@engawa/contract/socket';
import type { Stamp } from '@engawa/contract/messages';
import { channelScope, orgScope } from '@engawa/contract/scopes';
import { newId } from '@engawa/db/id';
import type { Tx } from '@engawa/db/transact';
import { writeAudit } from '../platform/audit.ts';
import { AppError } from '../platform/errors.ts';
import { publish } from '../platform/live/publish.ts';
import type { Me } from '../platform/me.ts';
import type { Platform } from '../platform/platform.ts';
import { placeOf, takeMessage } from './edit-message.ts';
import { insertStamp, isStamp, putStamp, retireStamp as writeRetired, stampsOf } from './queries.ts';

type Done = Record<string, never>;

/** Puts a word on a message, or takes one's own off. */
export async function stampMessage(
  tx: Tx,
  me: Me,
  input: CommandParsed<'message:stamp'>,
  platform: Platform,
): Promise<Done> {
  const { message } = await takeMessage(tx, platform, me, input.messageId);
  if (message.hiddenAt || message.redactedAt) throw new AppError('not_found');
  if (input.on && !(await isStamp(tx, input.stampId))) throw new AppError('not_found');
  const at = platform.clock.now();
  const stamp = { messageId: message.id, stampId: input.stampId, personId: me.personId, at };
  if (!(await putStamp(tx, stamp, input.on))) return {};
  await publish(tx, platform.live.deliver, at, [
    {
      scope: channelScope(message.channelId),
      type: 'message:stamped',
      data: { ...placeOf(message), stampId: input.stampId, personId: me.personId, on: input.on },
    },
  ]);
  return {};
}

/** The hall adds a word of its own. */
export async function addStamp(
  tx: Tx,
  me: Me,
  input: CommandParsed<'stamp:add'>,
  platform: Platform,
): Promise<Stamp> {
  if (!me.roles.includes('system')) throw new AppError('not_allowed');
  const stamp = { id: newId(), word: input.word, wordEn: input.wordEn };
  if (!(await insertStamp(tx, stamp))) throw new AppError('word_taken');
  await writeAudit(tx, platform.clock, me, {
    action: 'stamp:add',
    targetKind: 'stamp',
    targetId: stamp.id,
    detail: { word: stamp.word },
  });
  await tellStamps(tx, platform);
  return { ...stamp, retired: false };
}

/** A word that is no longer offered stays on the messages that carry it. */
export async function retireStamp(
  tx: Tx,
  me: Me,
  input: CommandParsed<'stamp:retire'>,
  platform: Platform,
): Promise<Done> {
  if (!me.roles.includes('system')) throw new AppError('not_allowed');
  if (!(await writeRetired(tx, input.id, input.retired ? platform.clock.now() : null)))
    throw new AppError('not_found');
  await writeAudit(tx, platform.clock, me, {
    action: 'stamp:retire',
    targetKind: 'stamp',
    targetId: input.id,
    detail: { retired: input.retired },
  });
  await tellStamps(tx, platform);
  return {};
}

async function tellStamps(tx: Tx, platform: Platform): Promise<void> {
  const stamps = await stampsOf(tx);
  await publish(tx, platform.live.deliver, platform.clock.now(), [
    { scope: orgScope, type: 'stamps:changed', data: { stamps } },
  ]);
}
