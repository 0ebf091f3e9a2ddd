import type { Tx } from '@engawa/db/transact';
import { newId } from '@engawa/db/id';
import type { Clock } from './clock.ts';
import type { Me } from './me.ts';

export type AuditRow = {
  action: string;
  targetKind?: string;
  targetId?: string;
  /** Facts of the act; never message text, codes or passwords. */
  detail?: Record<string, string | number | boolean | null | string[]>;
};

type Actor = Pick<Me, 'zone' | 'address'> & { personId: string | null };

/** Adds a row to the audit log in the transaction of what it tells. */
export async function writeAudit(tx: Tx, clock: Clock, actor: Actor | null, row: AuditRow): Promise<void> {
  await tx
    .insertInto('audit')
    .values(auditRow(clock.now(), actor, row))
    .execute();
}

/** A row of the audit log, for a statement that writes it together with what it tells. */
export function auditRow(at: Date, actor: Actor | null, row: AuditRow) {
  return {
    id: newId(),
    at,
    actorId: actor?.personId ?? null,
    action: row.action,
    targetKind: row.targetKind ?? null,
    targetId: row.targetId ?? null,
    detail: row.detail ?? {},
    zone: actor?.zone ?? null,
    address: actor?.address ?? null,
  };
}
