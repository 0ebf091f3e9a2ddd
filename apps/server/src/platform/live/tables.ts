import { sql } from 'kysely';
import type { Database } from '@engawa/db/connect';
import type { StoredEvent } from './stream.ts';

const mostOfScope = 1000;

/** Reads the events of each wanted scope after a seq, in order. */
export async function readAfter(
  db: Database,
  wanted: { scope: string; after: number }[],
): Promise<StoredEvent[]> {
  const { rows } = await sql<StoredEvent>`
    select e.scope, e.seq, e.type, e.data, e.channel_id
    from unnest(${wanted.map((w) => w.scope)}::text[], ${wanted.map((w) => w.after)}::bigint[]) as w(scope, after)
    cross join lateral (
      select * from event where event.scope = w.scope and event.seq > w.after order by event.seq limit ${mostOfScope}
    ) e
    order by e.scope, e.seq`.execute(db);
  return rows;
}

/** The newest seq of each scope. */
export async function headsOf(db: Database, scopes: string[]): Promise<[string, number][]> {
  // One parameter, however many scopes: each number of parameters would be a prepared statement of its own.
  const { rows } = await sql<{ id: string; seq: number }>`
    select id, seq from scope where id = any(${scopes}::text[])`.execute(db);
  return rows.map((row) => [row.id, row.seq]);
}

/** Removes events past their time; whoever was away longer reads afresh. Answers how many went. */
export async function pruneEvents(db: Database, before: Date): Promise<number> {
  const result = await db.deleteFrom('event').where('at', '<', before).executeTakeFirst();
  return Number(result.numDeletedRows);
}
