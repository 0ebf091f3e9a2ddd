import type { ListOptions } from '@engawa/contract/people';
import type { CommandOutput, CommandParsed } from '@engawa/contract/socket';
import { orgScope } from '@engawa/contract/scopes';
import type { Tx } from '@engawa/db/transact';
import { writeAudit } from '#platform/audit.ts';
import { businessDay } from '#platform/clock.ts';
import { AppError } from '#platform/errors.ts';
import { publish } from '#platform/live/publish.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { endSessionsOf } from '../../sessions/end-sessions-of.ts';
import { mayImport } from '../policy.ts';
import type { Decided } from './plan.ts';
import { forgetList, hallState, keptList, lockImports, writePlan } from './queries.ts';
import { runListWorker } from './run-list-worker.ts';

type Brought = CommandOutput<'people:import'>;

/** Brings in the list that was looked at: all of it or nothing, in one transaction. */
export async function importList(
  tx: Tx,
  me: Me,
  input: CommandParsed<'people:import'>,
  platform: Platform,
): Promise<Brought> {
  if (!mayImport(me)) throw new AppError('not_allowed');
  const bytes = await keptList(tx, input.fileId, me.personId);
  if (!bytes) throw new AppError('not_found');
  const brought = await bringIn(tx, platform, me, { ...input, bytes });
  await forgetList(tx, input.fileId);
  return brought;
}

/** A list with what was decided about it. Without a digest nobody looked at it first: the sample town. */
export type DecidedList = Pick<ListOptions, 'reading' | 'corrections' | 'leaveOut'> &
  Decided & {
    bytes: Uint8Array;
    digest?: string;
  };

/** Writes a list. It publishes, so nothing else of the caller's transaction may. */
export async function bringIn(
  tx: Tx,
  platform: Platform,
  actor: Me | null,
  { bytes, reading, corrections, leaveOut, left, close, digest }: DecidedList,
): Promise<Brought> {
  await lockImports(tx);
  const now = platform.clock.now();
  const today = businessDay(now);
  const work = { bytes, reading, corrections, leaveOut, hall: await hallState(tx, today) };
  const { plan } = await runListWorker({ work, task: { name: 'plan', left, close } }, 'plan');
  if (digest !== undefined && digest !== plan.digest) throw new AppError('list_changed');
  if (plan.blocked > 0) throw new AppError('rows_blocked', { detail: { rows: plan.blocked } });
  await writePlan(tx, plan, now, today);
  const { counts, sections, closed, keptAdministrators } = plan;
  await writeAudit(tx, platform.clock, actor, {
    action: 'people:imported',
    detail: { ...counts, sections, closed, leavers: left },
  });
  await platform.jobs.add(tx, 'channels.follow-sections');
  await publish(tx, platform.live.deliver, now, [
    ...(await endSessionsOf(tx, plan.leavers)),
    { scope: orgScope, type: 'directory:changed', data: {} },
  ]);
  return { counts, sections, keptAdministrators };
}
