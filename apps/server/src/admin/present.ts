import type { AdminPerson, AuditEntry, RolesPage } from '@engawa/contract/admin';
import type { AdminPersonRow, roleHolders } from './queries.ts';

export function presentPerson(row: AdminPersonRow): AdminPerson {
  return { ...row, disabledAt: row.disabledAt?.toISOString() ?? null };
}

export function presentHolder({
  disabledAt,
  ...row
}: Awaited<ReturnType<typeof roleHolders>>[number]): RolesPage['holders'][number] {
  return { ...row, grantedAt: row.grantedAt.toISOString(), disabled: disabledAt !== null };
}

export const auditHeadings = [
  '日時',
  '行った人',
  '行った人のID',
  '行い',
  '対象の種類',
  '対象',
  '対象のID',
  '内容',
  '区域',
  'アドレス',
];

export function auditCells(entry: AuditEntry): string[] {
  return [
    entry.at,
    entry.actorName ?? '',
    entry.actorId ?? '',
    entry.action,
    entry.targetKind ?? '',
    entry.targetName ?? '',
    entry.targetId ?? '',
    JSON.stringify(entry.detail),
    entry.zone ?? '',
    entry.address ?? '',
  ];
}
