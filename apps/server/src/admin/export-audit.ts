import type { AuditQuery } from '@engawa/contract/admin';
import { transact } from '@engawa/db/transact';
import { csvText } from '@engawa/text/csv';
import { writeAudit } from '#platform/audit.ts';
import { readAudit } from '#platform/audit-log.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { auditCells, auditHeadings } from './present.ts';

const atOnce = 1000;

/** Writes into the log that it was taken out, then gives it as CSV, a stretch at a time. */
export async function exportAudit(
  platform: Platform,
  me: Me,
  query: AuditQuery,
): Promise<AsyncGenerator<string>> {
  const { db, clock } = platform;
  const detail = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
  await transact(db, (tx) => writeAudit(tx, clock, me, { action: 'audit:exported', detail }));
  return csvOf(platform, query);
}

async function* csvOf({ db }: Platform, query: AuditQuery): AsyncGenerator<string> {
  // Excel takes UTF-8 for what it is only with the mark in front.
  yield '\ufeff' + csvText([auditHeadings]);
  let before: string | undefined;
  do {
    const { entries, next } = await readAudit(db, { ...query, before }, atOnce);
    if (entries.length > 0) yield csvText(entries.map(auditCells));
    before = next ?? undefined;
  } while (before);
}
