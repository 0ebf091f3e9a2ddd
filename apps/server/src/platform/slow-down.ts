import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '@engawa/db/connect';
import { AppError } from './errors.ts';

/** How quickly attempts slow down: nothing for `free`, then `stepMs` doubling up to `mostMs`. */
export type Slowing = {
  free: number;
  stepMs: number;
  mostMs: number;
  /** Takes one failure away, so that nobody is locked out for good. */
  forgetMs: number;
};

/** What an attempt is counted against. */
export type SlowKey = Slowing & { key: string };

/** A key that does not keep what it was made of. */
export function slowKey(slowing: Slowing, kind: string, ...parts: string[]): SlowKey {
  const short = (text: string) => createHash('sha256').update(text).digest('base64url');
  return { key: [kind, ...parts.map(short)].join(' '), ...slowing };
}

/**
 * Counts an attempt before it is judged, so that a hundred at once are not all let through, or refuses it
 * with the time to wait. Attempts made while waiting neither count nor lengthen the wait. `alsoWaiting` may
 * refuse too, but is counted by `countFailure`: what many share must not count those who are right.
 */
export async function takeAttempt(
  db: Database,
  keys: readonly SlowKey[],
  now: Date,
  alsoWaiting: readonly SlowKey[] = [],
): Promise<void> {
  const until = await count(db, keys, now, alsoWaiting);
  if (until) {
    throw new AppError('too_many_requests', { retryAfterMs: Math.max(250, until.getTime() - now.getTime()) });
  }
}

/** Counts a failure that is known to be one. */
export async function countFailure(db: Database, key: SlowKey, now: Date): Promise<void> {
  await count(db, [key], now, []);
}

/** Counts, unless one of the keys waits: then answers until when. */
async function count(
  db: Database,
  keys: readonly SlowKey[],
  now: Date,
  alsoWaiting: readonly SlowKey[],
): Promise<Date | undefined> {
  const { rows } = await sql<{ taken: number; until: Date | null }>`
    with wanted as (
      select * from unnest(${keys.map((k) => k.key)}::text[], ${keys.map((k) => k.free)}::int[],
        ${keys.map((k) => k.stepMs)}::float8[], ${keys.map((k) => k.mostMs)}::float8[],
        ${keys.map((k) => k.forgetMs)}::float8[]) as w(key, free, step_ms, most_ms, forget_ms)
    ), closed as (
      select max(wait_until) as until from sign_in_failure
      where wait_until > ${now} and key = any(${[...keys, ...alsoWaiting].map((k) => k.key)}::text[])
    ), counted as (
      insert into sign_in_failure as f (key, failures, last_at, wait_until)
      select key, 1, ${now}, timestamptz 'epoch' from wanted where (select until from closed) is null order by key
      on conflict (key) do update set (failures, last_at, wait_until) = (
        select n.failures, ${now}::timestamptz, 
          case when n.failures <= w.free then timestamptz 'epoch'
            else ${now}::timestamptz + make_interval(secs =>
              least(w.most_ms, w.step_ms * power(2, least(n.failures - w.free - 1, 30))) / 1000) end
        from wanted w, lateral (
          select greatest(0, f.failures - floor(greatest(0, extract(epoch from (${now}::timestamptz - f.last_at)))
            * 1000 / w.forget_ms))::int + 1 as failures
        ) n
        where w.key = f.key
      ) where f.wait_until <= ${now}
      returning key
    )
    select (select count(*) from counted)::int as taken, (select until from closed) as until`.execute(db);
  const [found] = rows;
  return found?.taken === keys.length ? undefined : (found?.until ?? new Date(now.getTime() + 1000));
}

/** Starts keys afresh, with every key that begins like them. */
export async function startAfresh(db: Database, keys: readonly SlowKey[]): Promise<void> {
  await sql`
    delete from sign_in_failure f using unnest(${keys.map((k) => k.key)}::text[]) as gone(key)
    where f.key = gone.key or starts_with(f.key, gone.key || ' ')`.execute(db);
}

/** Gives some failures of a key back and ends its wait. */
export async function giveBack(db: Database, { key }: SlowKey, failures: number): Promise<void> {
  await sql`
    update sign_in_failure set failures = greatest(0, failures - ${failures}::int), wait_until = timestamptz 'epoch'
    where key = ${key}`.execute(db);
}

/** Forgets what no longer slows anybody. */
export async function forgetOldAttempts(db: Database, now: Date): Promise<void> {
  await sql`delete from sign_in_failure where last_at < ${now}::timestamptz - interval '1 day'`.execute(db);
}
