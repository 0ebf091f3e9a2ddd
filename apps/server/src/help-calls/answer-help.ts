import type { CommandParsed } from '@engawa/contract/socket';
import type { Tx } from '@engawa/db/transact';
import { AppError } from '#platform/errors.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { mayTalk } from '../calls/policy.ts';
import type { Asker } from './policy.ts';
import { heardOf, helpById, setDeclined, turnHelp, type HelpRow } from './queries.ts';
import { tellHelp } from './tell-help.ts';
import { goFurther } from './watch-due.ts';

type Nothing = Record<string, never>;

/** One that was told to me: to anybody else there is none. */
async function toldTo(tx: Tx, { zones }: Platform, me: Me, id: string): Promise<HelpRow> {
  const row = await helpById(tx, id);
  const isTold = (await heardOf(tx, [id])).some(({ personId }) => personId === me.personId);
  if (!row || !isTold || !mayTalk(zones, me)) throw new AppError('not_found');
  return row;
}

/** 行きます: of all who say so, the first one goes, and everybody sees who. */
export async function goToHelp(
  tx: Tx,
  me: Me,
  { helpCallId }: CommandParsed<'help:go'>,
  platform: Platform,
): Promise<Nothing> {
  await toldTo(tx, platform, me, helpCallId);
  const over = { endedAt: platform.clock.now(), dueAt: null };
  const taken = await turnHelp(tx, helpCallId, { state: 'taken', takerId: me.personId, ...over });
  if (!taken) {
    const now = await helpById(tx, helpCallId);
    if (now?.takerId === me.personId) return {};
    throw new AppError(now?.state === 'taken' ? 'help_taken' : 'help_over');
  }
  await tellHelp(tx, platform, taken);
  return {};
}

/** いまは行けません. Where nobody is left who could, it goes further at once. */
export async function declineHelp(
  tx: Tx,
  me: Me,
  { helpCallId }: CommandParsed<'help:decline'>,
  platform: Platform,
): Promise<Nothing> {
  await toldTo(tx, platform, me, helpCallId);
  // Held first: those who decline together see each other's word.
  const row = await turnHelp(tx, helpCallId, {});
  if (!row) throw new AppError('help_over');
  await setDeclined(tx, helpCallId, me.personId);
  const isLast = (await heardOf(tx, [helpCallId])).every(({ declined }) => declined);
  await tellHelp(tx, platform, isLast ? await goFurther(tx, platform, row) : row);
  return {};
}

export async function withdrawHelp(
  tx: Tx,
  me: Me,
  { helpCallId }: CommandParsed<'help:withdraw'>,
  platform: Platform,
): Promise<Nothing> {
  return endHelp(tx, platform, { personId: me.personId }, helpCallId);
}

/** Who asked needs nobody any more. */
export async function endHelp(
  tx: Tx,
  platform: Platform,
  asker: Asker,
  helpCallId: string,
): Promise<Nothing> {
  const row = await helpById(tx, helpCallId);
  const isOwn = 'personId' in asker ? row?.askerId === asker.personId : row?.placeId === asker.placeId;
  if (!row || !isOwn) throw new AppError('not_found');
  const over = { state: 'withdrawn', endedAt: platform.clock.now(), dueAt: null };
  const ended = await turnHelp(tx, helpCallId, over);
  if (!ended) throw new AppError(row.state === 'taken' ? 'help_taken' : 'help_over');
  await tellHelp(tx, platform, ended);
  return {};
}
