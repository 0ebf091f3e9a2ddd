import { sql } from 'kysely';
import type { MeterKind } from '@engawa/contract/meter';
import type { Database } from '@engawa/db/connect';
import type { Place } from './policy.ts';

export type CountRow = { sectionId: string; month: string; kind: MeterKind; count: number };

/**
 * How often in each month, by the section of the main post that whoever began it held on that day. Each is counted
 * once: a question that became a call or a memo is that call or memo.
 */
export async function countsIn(db: Database, from: string, until: string): Promise<CountRow[]> {
  const { rows } = await sql<CountRow>`
    with bounds as (
      select ${from}::date::timestamp at time zone 'Asia/Tokyo' as from_at,
        ${until}::date::timestamp at time zone 'Asia/Tokyo' as until_at
    ), happened as (
      select caller_id as person_id, offered_at as at, 'calls' as kind from call, bounds
      where offered_at >= from_at and offered_at < until_at and answered_at is not null
      union all
      select asker_id, asked_at, 'asks' from knock, bounds
      where asked_at >= from_at and asked_at < until_at and state = 'answered' and memo_id is null
      union all
      select author_id, created_at, 'memos' from memo, bounds
      where created_at >= from_at and created_at < until_at
      union all
      select actor_id, min(at), 'messages' from memo_step, bounds
      where at >= from_at and at < until_at and kind = 'chatted'
      group by memo_id, actor_id
    ), placed as (
      select seat.section_id, to_char(happened.at at time zone 'Asia/Tokyo', 'YYYY-MM') as month, kind
      from happened cross join lateral (
        select section_id from post
        where post.person_id = happened.person_id and section_id is not null
          and from_on <= (happened.at at time zone 'Asia/Tokyo')::date
          and (until_on is null or until_on > (happened.at at time zone 'Asia/Tokyo')::date)
        order by is_main desc, post.id limit 1
      ) seat
    )
    select section_id, month, kind, count(*)::bigint as count from placed group by 1, 2, 3`.execute(db);
  return rows;
}

/** Every section that there ever was, those above first: a closed one is shown with what it did. */
export async function placesIn(db: Database): Promise<Place[]> {
  return db
    .selectFrom('section')
    .select(['id', 'parentId', 'name'])
    .orderBy('orderNo')
    .orderBy('name')
    .execute();
}

/** How many sit in each section, in the month of the range in which they were the fewest. */
export async function fewestIn(db: Database, months: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ sectionId: string; people: number }>`
    with month as (select (m || '-01')::date as first_on from unnest(${months}::text[]) m),
    seated as (
      select post.section_id, month.first_on, count(distinct post.person_id)::bigint as people
      from month join post on post.section_id is not null and post.is_main
        and post.from_on < month.first_on + interval '1 month'
        and (post.until_on is null or post.until_on > month.first_on)
      group by 1, 2
    )
    select section_id, min(people)::bigint as people from seated group by 1`.execute(db);
  return new Map(rows.map(({ sectionId, people }) => [sectionId, people]));
}

/** The sections that a person heads today, and all below them. */
export async function headedBy(db: Database, personId: string, today: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive own as (
      select section_id as id from post
      where person_id = ${personId} and is_head and section_id is not null
        and from_on <= ${today}::date and (until_on is null or until_on > ${today}::date)
      union
      select s.id from section s join own on s.parent_id = own.id
    )
    select id from own`.execute(db);
  return rows.map(({ id }) => id);
}

/** The day of the first thing that is counted; undefined where there is none yet. */
export async function firstDay(db: Database): Promise<string | undefined> {
  const { rows } = await sql<{ day: string | null }>`
    select to_char(min(at) at time zone 'Asia/Tokyo', 'YYYY-MM-DD') as day from (
      select min(offered_at) as at from call union all
      select min(asked_at) from knock union all
      select min(created_at) from memo
    ) first`.execute(db);
  return rows[0]?.day ?? undefined;
}
