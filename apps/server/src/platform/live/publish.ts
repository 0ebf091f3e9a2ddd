import { sql } from 'kysely';
import type { EventData, EventType } from '@engawa/contract/socket';
import type { Tx } from '@engawa/db/transact';
import type { StoredEvent } from './stream.ts';

type Seqs = (scope: string) => number;

/** A durable event to be written; `data` may depend on the seqs that the transaction is allotted. */
export type NewEvent<T extends EventType = EventType> = T extends EventType
  ? {
      scope: string;
      type: T;
      data: EventData<T> | ((seqs: Seqs) => EventData<T>);
      /** In a user scope: the channel whose label decides in which zones the event may be seen. */
      channelId?: string;
      /** In a user scope: the label that decides it, where no channel does. */
      label?: string;
    }
  : never;

const published = new WeakSet<Tx>();

/**
 * Writes events inside `tx` and sends them once it has committed. Call it once, last: the scope rows
 * are locked in sorted order, and held until the commit, so that seq order is commit order.
 */
export async function publish(
  tx: Tx,
  deliver: (events: StoredEvent[]) => void,
  at: Date,
  events: readonly NewEvent[],
): Promise<Seqs> {
  if (published.has(tx)) throw new Error('publish is called once in a transaction');
  published.add(tx);
  if (events.length === 0) return () => 0;
  const counts = new Map<string, number>();
  for (const { scope } of events) counts.set(scope, (counts.get(scope) ?? 0) + 1);
  const scopes = [...counts.keys()].sort();
  const raised = await sql<{ id: string; seq: number }>`
    insert into scope (id, seq)
    select * from unnest(${scopes}::text[], ${scopes.map((s) => counts.get(s) ?? 0)}::bigint[])
    on conflict (id) do update set seq = scope.seq + excluded.seq
    returning id, seq`.execute(tx);
  const heads = new Map(raised.rows.map((row) => [row.id, row.seq]));
  const seqs: Seqs = (scope) => heads.get(scope) ?? 0;
  const next = new Map(scopes.map((scope) => [scope, seqs(scope) - (counts.get(scope) ?? 0)]));
  const stored = events.map((event): StoredEvent => {
    const seq = (next.get(event.scope) ?? 0) + 1;
    next.set(event.scope, seq);
    const data = typeof event.data === 'function' ? event.data(seqs) : event.data;
    const { scope, type, channelId = null, label = null } = event;
    return { scope, seq, type, data, channelId, label };
  });
  await sql`
    insert into event (scope, seq, type, data, channel_id, label, at)
    select e.scope, e.seq, e.type, e.data, e."channelId", e.label, ${at}
    from jsonb_to_recordset(${stored}::jsonb)
      as e(scope text, seq bigint, type text, data jsonb, "channelId" uuid, label text)`.execute(tx);
  tx.after(() => deliver(stored));
  return seqs;
}
