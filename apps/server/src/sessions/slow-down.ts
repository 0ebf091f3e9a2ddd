import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '@engawa/db/connect';
import { AppError } from '#platform/errors.ts';
import { failuresForgivenBySuccess, slowing, type Slowing } from './policy.ts';

/** What one attempt is counted against. `account` is a person's id, or the name typed where there is none. */
export type Attempt = { account: string; address: string };

const short = (text: string) => createHash('sha256').update(text).digest('base64url');

const keyed = (kind: keyof typeof slowing, ...parts: string[]) => ({
  key: [kind, ...parts.map(short)].join(' '),
  ...slowing[kind],
});

const keysOf = ({ account, address }: Attempt): (Slowing & { key: string })[] => [
  keyed('accountHere', account, address),
  keyed('account', account),
  keyed('address', address),
];

/**
 * Counts an attempt before it is judged, so that a hundred at once are not all let through, or refuses it
 * with the time to wait. Attempts made while waiting neither count nor lengthen the wait.
 */
export async function takeAttempt(db: Database, attempt: Attempt, now: Date): Promise<void> {
  const keys = keysOf(attempt);
  const { rows } = await sql<{ taken: number; until: Date | null }>`
    with wanted as (
      select * from unnest(${keys.map((k) => k.key)}::text[], ${keys.map((k) => k.free)}::int[],
        ${keys.map((k) => k.stepMs)}::float8[], ${keys.map((k) => k.mostMs)}::float8[],
        ${keys.map((k) => k.forgetMs)}::float8[]) as w(key, free, step_ms, most_ms, forget_ms)
    ), closed as (
      select max(f.wait_until) as until from sign_in_failure f join wanted using (key) where f.wait_until > ${now}
    ), counted as (
      insert into sign_in_failure as f (key, failures, last_at, wait_until)
      select key, 1, ${now}, ${now} from wanted where (select until from closed) is null order by key
      on conflict (key) do update set (failures, last_at, wait_until) = (
        select n.failures, ${now}::timestamptz, ${now}::timestamptz + make_interval(secs =>
          case when n.failures <= w.free then 0
            else least(w.most_ms, w.step_ms * power(2, least(n.failures - w.free - 1, 30))) / 1000 end)
        from wanted w, lateral (
          select greatest(0, f.failures - floor(greatest(0, extract(epoch from (${now}::timestamptz - f.last_at))) * 1000
            / w.forget_ms))::int + 1 as failures
        ) n
        where w.key = f.key
      ) where f.wait_until <= ${now}
      returning key
    )
    select (select count(*) from counted)::int as taken, (select until from closed) as until`.execute(db);
  const [found] = rows;
  if (found?.taken === keys.length) return;
  const until = found?.until ?? new Date(now.getTime() + 1000);
  throw new AppError('too_many_requests', { retryAfterMs: Math.max(250, until.getTime() - now.getTime()) });
}

/** A right password: the account starts afresh, and the address gets back more than the attempt took. */
export async function forgiveAttempt(db: Database, attempt: Attempt, now: Date): Promise<void> {
  const [here, account, address] = keysOf(attempt).map(({ key }) => key);
  await sql`delete from sign_in_failure where key in (${here}, ${account})`.execute(db);
  await sql`
    update sign_in_failure set failures = greatest(0, failures - ${failuresForgivenBySuccess}::int), wait_until = ${now}
    where key = ${address}`.execute(db);
}

/** Opens an account that was slowed down, for somebody who was just given a code. */
export async function forgiveAccount(db: Database, account: string): Promise<void> {
  const prefixes = [keyed('account', account).key, keyed('accountHere', account).key];
  await sql`delete from sign_in_failure where starts_with(key, ${prefixes[0]}) or starts_with(key, ${prefixes[1]})`.execute(
    db,
  );
}

/** Forgets what no longer slows anybody. */
export async function forgetOldAttempts(db: Database, now: Date): Promise<void> {
  await sql`delete from sign_in_failure where last_at < ${now}::timestamptz - interval '1 day'`.execute(db);
}
