import type { AuditQuery } from '@engawa/contract/admin';
import { transact } from '@engawa/db/transact';
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
  yield '\ufeff' + line(auditHeadings);
  let before: string | undefined;
  do {
    const { entries, next } = await readAudit(db, { ...query, before }, atOnce);
    yield entries.map((entry) => line(auditCells(entry))).join('');
    before = next ?? undefined;
  } while (before);
}

const line = (cells: string[]) => `${cells.map(cell).join(',')}\r\n`;

/** A cell that a spreadsheet would take for a formula begins with an apostrophe. */
function cell(text: string): string {
  const safe = /^[\s\u3000]*[=+\-@＝＋－＠\t\r]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
