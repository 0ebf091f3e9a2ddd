import { sql } from 'kysely';
import type { Database } from '@engawa/db/connect';
import { batched } from './batched.ts';
import { most, type ReadTail } from './catch-up.ts';
import type { StoredEvent } from './kept.ts';

const mostOfScope = 1000;

/** Reads the events of each wanted scope after a seq, in order. */
export async function readAfter(
  db: Database,
  wanted: { scope: string; after: number }[],
): Promise<StoredEvent[]> {
  const { rows } = await sql<StoredEvent>`
    select e.scope, e.seq, e.type, e.data, e.channel_id, e.label
    from unnest(${wanted.map((w) => w.scope)}::text[], ${wanted.map((w) => w.after)}::bigint[]) as w(scope, after)
    cross join lateral (
      select * from event where event.scope = w.scope and event.seq > w.after order by event.seq limit ${mostOfScope}
    ) e
    order by e.scope, e.seq`.execute(db);
  return rows;
}

/**
 * Reads the beginning of what comes after a seq in each scope, as much of it as one answer holds: calls that
 * come together share a statement. Answers start after they were asked for, so a join before it holds.
 */
export function tailReader(db: Database): ReadTail {
  const read = batched<StoredEvent[]>(async (keys) => {
    const asked = keys.map((key) => key.split(' '));
    const { rows } = await sql<StoredEvent & { place: number }>`
      select w.place, e.scope, e.seq, e.type, e.data, e.channel_id, e.label
      from unnest(${asked.map(([scope]) => scope)}::text[], ${asked.map(([, after]) => Number(after))}::bigint[])
        with ordinality as w(scope, after, place)
      cross join lateral (
        select *, sum(octet_length(data::text)) over (order by seq) - octet_length(data::text) as size_before
        from (
          select * from event where event.scope = w.scope and event.seq > w.after
          order by event.seq limit ${most.ofScope}
        ) tail
      ) e
      where e.size_before < ${most.size}
      order by w.place, e.seq`.execute(db);
    return Map.groupBy(rows, ({ place }) => keys[place - 1] ?? '');
  }, 100);
  return async (scope, after) => (await read(`${scope} ${after}`)) ?? [];
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
