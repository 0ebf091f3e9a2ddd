import { sql } from 'kysely';
import { Zone } from '@engawa/contract/labels';
import type { AuditEntry, AuditQuery } from '@engawa/contract/admin';
import type { Database } from '@engawa/db/connect';

type Row = Omit<AuditEntry, 'at' | 'zone'> & { at: Date; cursor: string; zone: string | null };

/** Rows of the audit log, newest first, up to `limit`, with the cursor that continues after the last. */
export async function readAudit(
  db: Database,
  query: AuditQuery,
  limit: number,
): Promise<{ entries: AuditEntry[]; next: string | null }> {
  const [at, id] = query.before?.split('~') ?? [];
  const text = query.text?.normalize('NFKC').trim().toLowerCase() ?? '';
  const { rows } = await sql<Row>`
    select a.id, a.at, to_char(a.at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '~' || a.id as cursor, a.actor_id,
      actor.name as actor_name, a.action, a.target_kind, a.target_id,
      coalesce(target.name, channel.name, section.name) as target_name, a.detail, a.zone, a.address
    from (
      select * from audit
      where ${query.from ? sql`at >= ${query.from}::timestamptz` : sql`true`}
        and ${query.until ? sql`at < ${query.until}::timestamptz` : sql`true`}
        and ${query.actorId ? sql`actor_id = ${query.actorId}::uuid` : sql`true`}
        and ${query.action ? sql`action = ${query.action}` : sql`true`}
        and ${isTime(at) && isId(id) ? sql`(at, id) < (${at}::timestamptz, ${id}::uuid)` : sql`true`}
        and ${text === '' ? sql`true` : matches(text)}
      order by at desc, id desc limit ${limit + 1}
    ) a
    left join person actor on actor.id = a.actor_id
    left join person target on a.target_kind = 'person' and target.id::text = a.target_id
    left join channel on a.target_kind = 'channel' and channel.id::text = a.target_id
    left join section on a.target_kind = 'section' and section.id::text = a.target_id
    order by a.at desc, a.id desc`.execute(db);
  const page = rows.slice(0, limit);
  return {
    entries: page.map(({ cursor: _cursor, ...row }) => ({
      ...row,
      at: row.at.toISOString(),
      zone: Zone.nullable().catch(null).parse(row.zone),
    })),
    next: rows.length > limit ? (page.at(-1)?.cursor ?? null) : null,
  };
}

/** The actions that occur in the newest part of the log. */
export async function auditActions(db: Database): Promise<string[]> {
  const { rows } = await sql<{ action: string }>`
    select distinct action from (select action from audit order by at desc, id desc limit 20000) a
    order by action`.execute(db);
  return rows.map((row) => row.action);
}

const isTime = (text: string | undefined): text is string =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(text ?? '');
const isId = (text: string | undefined): text is string =>
  /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(text ?? '');

const matches = (text: string) => sql`(
  position(${text} in lower(concat_ws(' ', action, target_id, address, detail::text))) > 0
  or actor_id in (select id from person where position(${text} in lower(concat_ws(' ', name, replace(name, ' ', ''), staff_no))) > 0)
  or target_id in (select id::text from person where position(${text} in lower(concat_ws(' ', name, replace(name, ' ', ''), staff_no))) > 0)
)`;
