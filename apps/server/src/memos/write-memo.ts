import type { CommandOutput, CommandParsed } from '@engawa/contract/socket';
import type { Tx } from '@engawa/db/transact';
import { AppError } from '../platform/errors.ts';
import { publish } from '../platform/live/publish.ts';
import type { Me } from '../platform/me.ts';
import type { Platform } from '../platform/platform.ts';
import { leaveMemo } from './leave-memo.ts';
import { checkText } from './policy.ts';

/** Writes a memo for a colleague or a section: to be called back oneself, or for a caller from outside. */
export async function writeMemo(
  tx: Tx,
  me: Me,
  input: CommandParsed<'memo:write'>,
  platform: Platform,
): Promise<CommandOutput<'memo:write'>> {
  const { clientId: _, ...left } = input;
  if (!platform.zones.may(me.zone, input.label, 'open'))
    throw new AppError('invalid_input', { detail: { field: 'label' } });
  if (!input.caller && 'personId' in input.to && input.to.personId === me.personId)
    throw new AppError('invalid_input', { detail: { field: 'to' } });
  checkText(input.subject, input.note, ...Object.values(input.caller ?? {}));
  const { memoId, events } = await leaveMemo(tx, platform, { ...left, authorId: me.personId });
  await publish(tx, platform.live.deliver, platform.clock.now(), events);
  return { memoId };
}
