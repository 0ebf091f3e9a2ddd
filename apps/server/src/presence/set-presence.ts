import type { CommandParsed } from '@engawa/contract/socket';
import { transact } from '@engawa/db/transact';
import { AppError } from '#platform/errors.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { mayChoose } from './policy.ts';
import { forgetSetBy, touch, writeChoice, writeQuiet } from './queries.ts';
import { readCloseness } from './read-standing.ts';
import { settleChoice } from './settle-choice.ts';
import { tellChange } from './tell-change.ts';

type Nothing = Record<string, never>;

const longestQuietMs = 86_400_000;

// These commands bring their own transaction, so that no row remembers when somebody came or went: setting
// what is set already changes nothing, which is all that a retry needs.

/** Where I am, or where a colleague of my section is who cannot say so (代理). Nothing of it is logged. */
export async function setPresence(
  platform: Platform,
  me: Me,
  { clientId: _clientId, personId = me.personId, ...wanted }: CommandParsed<'presence:set'>,
): Promise<Nothing> {
  return transact(platform.db, async (tx) => {
    const closenessTo = await readCloseness(tx, me, [personId], platform);
    const closeness = closenessTo(personId);
    if (closeness === 'bare') throw new AppError('not_found');
    if (!mayChoose(closeness)) throw new AppError('not_allowed');
    const choice = await settleChoice(tx, platform, me, personId, wanted);
    await writeChoice(tx, personId, choice);
    await touch(tx, [personId]);
    tellChange(tx, platform.live, [personId]);
    return {};
  });
}

/** 応答しない until a moment of at most a day ahead. */
export async function setQuiet(
  platform: Platform,
  me: Me,
  { until }: CommandParsed<'presence:quiet'>,
): Promise<Nothing> {
  const end = until === null ? null : new Date(until);
  const ahead = end ? end.getTime() - platform.clock.now().getTime() : 1;
  if (ahead <= 0) throw new AppError('time_past');
  if (ahead > longestQuietMs) throw new AppError('invalid_input', { detail: { field: 'until' } });
  return transact(platform.db, async (tx) => {
    await writeQuiet(tx, me.personId, end);
    await touch(tx, [me.personId]);
    tellChange(tx, platform.live, [me.personId]);
    return {};
  });
}

/** I know that a colleague chose for me. */
export async function seeSetBy(platform: Platform, me: Me): Promise<Nothing> {
  return transact(platform.db, async (tx) => {
    await forgetSetBy(tx, me.personId);
    await touch(tx, [me.personId]);
    tellChange(tx, platform.live, [me.personId]);
    return {};
  });
}
