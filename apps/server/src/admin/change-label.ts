import type { CommandParsed } from '@engawa/contract/socket';
import { channelScope, orgScope } from '@engawa/contract/scopes';
import type { Tx } from '@engawa/db/transact';
import { writeAudit } from '#platform/audit.ts';
import { AppError } from '#platform/errors.ts';
import { publish, type NewEvent } from '#platform/live/publish.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { readLabelTable } from '#platform/zones.ts';
import { mustAdminister } from './gate.ts';
import { channelsLabelled, lockHall, renameLabel, setRule } from './queries.ts';

/**
 * Changes one cell of zone x label. Where a zone is shut out, every channel of that label says so in its
 * own scope: each node then lets the zone's readers go before anything that was committed later.
 */
export async function changeRule(
  tx: Tx,
  me: Me,
  { zone, label, action, allowed }: CommandParsed<'label:rule'>,
  { live, clock }: Platform,
): Promise<Record<string, never>> {
  mustAdminister(me);
  await lockHall(tx);
  const before = await setRule(tx, { zone, label, action, allowed });
  if (before === undefined) throw new AppError('not_found');
  if (before === allowed) return {};
  const closes = action === 'open' && !allowed;
  const closed = closes ? await channelsLabelled(tx, label) : [];
  await writeAudit(tx, clock, me, {
    action: 'label:rule',
    targetKind: 'label',
    targetId: label,
    detail: { zone, action, allowed },
  });
  await publish(tx, live.deliver, clock.now(), [
    { scope: orgScope, type: 'labels:changed', data: await readLabelTable(tx) },
    ...closed.map((id): NewEvent => ({
      scope: channelScope(id),
      type: 'zone:closed',
      data: { zone, label },
    })),
  ]);
  return {};
}

export async function changeLabelName(
  tx: Tx,
  me: Me,
  { code, name, nameEn }: CommandParsed<'label:rename'>,
  { live, clock }: Platform,
): Promise<Record<string, never>> {
  mustAdminister(me);
  await lockHall(tx);
  if (!(await renameLabel(tx, code, name, nameEn))) throw new AppError('not_found');
  await writeAudit(tx, clock, me, {
    action: 'label:renamed',
    targetKind: 'label',
    targetId: code,
    detail: { name, nameEn },
  });
  await publish(tx, live.deliver, clock.now(), [
    { scope: orgScope, type: 'labels:changed', data: await readLabelTable(tx) },
  ]);
  return {};
}
