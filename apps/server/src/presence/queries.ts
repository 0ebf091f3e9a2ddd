import { sql } from 'kysely';
import type { ChosenState, Repeat } from '@engawa/contract/presence';
import type { Database } from '@engawa/db/connect';
import type { Tx } from '@engawa/db/transact';
import type { Facts } from './policy.ts';

type Db = Database | Tx;

/** A lease is renewed long before it runs out; its clock is that of the database, which all servers share. */
const leaseSeconds = 20;

/** What the database holds of some people, at a moment of a business day. */
export async function factsOf(
  db: Db,
  personIds: readonly string[],
  now: Date,
  day: string,
): Promise<Facts[]> {
  const { rows } = await sql<Facts & { plan: { until: string } | null }>`
    select p.id as person_id,
      exists (
        select from presence_lease l join presence_node n on n.id = l.node_id
        where l.person_id = p.id and n.until > now()
      ) as connected,
      w.state, coalesce(w.place, '') as place, coalesce(w.note, '') as note, w.until, w.set_by, w.quiet_until,
      exists (select from presence_busy b where b.person_id = p.id and b.kind = 'call') as is_calling,
      exists (select from presence_busy b where b.person_id = p.id and b.kind = 'meeting') as is_meeting,
      (
        select json_build_object('state', state, 'place', place, 'note', note, 'until', ends_at)
        from presence_plan where person_id = p.id and starts_at <= ${now} and ends_at > ${now}
        order by starts_at desc, id limit 1
      ) as plan,
      (
        select json_build_object('state', state, 'place', place)
        from presence_repeat
        where person_id = p.id and weekday = extract(dow from ${day}::date)
          and from_on <= ${day}::date and (until_on is null or until_on >= ${day}::date)
        order by id limit 1
      ) as repeat
    from person p
    left join whereabouts w on w.person_id = p.id
    where p.id = any(${personIds}::uuid[]) and p.disabled_at is null`.execute(db);
  return rows.map((row) => ({ ...row, plan: row.plan && { ...row.plan, until: new Date(row.plan.until) } }));
}

/** A post held on that day: the section it is in, and the 課 that this belongs to. */
export type SeatRow = { personId: string; desk: string; section: string };

/**
 * Climbs from the section of each post while it is a part (係) of a larger one. Of everybody, or of some.
 */
export async function seatsOn(db: Db, day: string, only: readonly string[] | null): Promise<SeatRow[]> {
  const { rows } = await sql<SeatRow>`
    with recursive seat as (
      select distinct person_id, section_id from post
      where section_id is not null and from_on <= ${day}::date and (until_on is null or until_on > ${day}::date)
        and ${only === null ? sql`true` : sql`person_id = any(${only}::uuid[])`}
    ), climb as (
      select s.id as desk, s.id, s.parent_id, s.name from section s
      where s.id in (select section_id from seat)
      union all
      select c.desk, s.id, s.parent_id, s.name from climb c join section s on s.id = c.parent_id
      where c.name ~ '(係|担当|班|グループ|チーム)$'
    )
    select seat.person_id, seat.section_id as desk, top.id as section
    from seat join climb top on top.desk = seat.section_id
      and (top.parent_id is null or top.name !~ '(係|担当|班|グループ|チーム)$')`.execute(db);
  return rows;
}

/** Says in this transaction whose standing has to be read again, in an order that cannot deadlock. */
export async function touch(tx: Tx, personIds: readonly string[]): Promise<void> {
  await sql`
    insert into presence_touch (person_id) select distinct unnest(${personIds}::uuid[]) order by 1
    on conflict (person_id) do update set touched = pg_current_xact_id()`.execute(tx);
}

export type Choice = {
  state: ChosenState | null;
  place: string;
  note: string;
  until: Date | null;
  setBy: string | null;
};

export async function writeChoice(tx: Tx, personId: string, choice: Choice): Promise<void> {
  await tx
    .insertInto('whereabouts')
    .values({ personId, ...choice })
    .onConflict((oc) => oc.column('personId').doUpdateSet(choice))
    .execute();
}

export async function writeQuiet(tx: Tx, personId: string, quietUntil: Date | null): Promise<void> {
  await tx
    .insertInto('whereabouts')
    .values({ personId, quietUntil })
    .onConflict((oc) => oc.column('personId').doUpdateSet({ quietUntil }))
    .execute();
}

export async function forgetSetBy(tx: Tx, personId: string): Promise<void> {
  await tx.updateTable('whereabouts').set({ setBy: null }).where('personId', '=', personId).execute();
}

export async function insertBusy(
  tx: Tx,
  { people, kind, ref }: { people: readonly string[]; kind: 'call' | 'meeting'; ref: string },
): Promise<void> {
  await sql`
    insert into presence_busy (ref, person_id, kind)
    select ${ref}, id, ${kind} from unnest(${people}::uuid[]) id
    on conflict (ref, person_id) do update set kind = excluded.kind`.execute(tx);
}

/** Answers who was in it. */
export async function deleteBusy(tx: Tx, ref: string, people?: readonly string[]): Promise<string[]> {
  const rows = await tx
    .deleteFrom('presenceBusy')
    .where('ref', '=', ref)
    .$if(people !== undefined, (query) => query.where('personId', 'in', people ?? []))
    .returning('personId')
    .execute();
  return rows.map(({ personId }) => personId);
}

/** Renews the lease of a server; true where it had been given up and its people have to be named again. */
export async function renewNode(db: Database, nodeId: string): Promise<boolean> {
  const { rows } = await sql<{ isNew: boolean }>`
    insert into presence_node (id, until) values (${nodeId}, now() + make_interval(secs => ${leaseSeconds}))
    on conflict (id) do update set until = excluded.until
    returning xmax = 0 as is_new`.execute(db);
  return rows[0]?.isNew ?? false;
}

/** Who came to a server and who left it, all at once. */
export async function writeLeases(
  tx: Tx,
  nodeId: string,
  { came, left }: { came: readonly string[]; left: readonly string[] },
): Promise<void> {
  await sql`
    insert into presence_lease (node_id, person_id)
    select ${nodeId}, id from person where id = any(${came}::uuid[]) order by id
    on conflict do nothing`.execute(tx);
  await sql`delete from presence_lease where node_id = ${nodeId} and person_id = any(${left}::uuid[])`.execute(
    tx,
  );
  await touch(tx, [...came, ...left]);
}

/** What a server asks of the others: the mark of one answer is where the next begins. */
export type Changes = { mark: string; nodes: string[]; touched: string[]; due: string[] };

/**
 * Whose standing was written by a transaction that had not ended at `mark`, whose time came in
 * `(since, now]`, and which servers are alive.
 */
export async function changesSince(
  db: Database,
  mark: string,
  { since, now }: { since: Date; now: Date },
): Promise<Changes> {
  const { rows } = await sql<Changes>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as mark,
      array(select id from presence_node where until > now() order by id) as nodes,
      array(select person_id from presence_touch where touched >= ${mark}::xid8) as touched,
      array(
        select person_id from whereabouts where until > ${since} and until <= ${now}
        union select person_id from whereabouts where quiet_until > ${since} and quiet_until <= ${now}
        union select person_id from presence_plan where starts_at > ${since} and starts_at <= ${now}
        union select person_id from presence_plan where ends_at > ${since} and ends_at <= ${now}
      ) as due`.execute(db);
  const [changes] = rows;
  if (!changes) throw new Error('a select without from answers one row');
  return changes;
}

/** Where the first question begins, and marks of another life of the database are taken back. */
export async function firstMark(db: Database): Promise<string> {
  const { rows } = await sql<{ mark: string }>`
    with gone as (
      delete from presence_touch where touched >= pg_snapshot_xmax(pg_current_snapshot()) returning 1
    )
    select pg_snapshot_xmin(pg_current_snapshot())::text as mark`.execute(db);
  return rows[0]?.mark ?? '0';
}

/** Removes what is over: nothing here tells where anybody was. */
export async function removePast(db: Database, now: Date, day: string): Promise<void> {
  await db.deleteFrom('presencePlan').where('endsAt', '<=', now).execute();
  await db.deleteFrom('presenceRepeat').where('untilOn', '<', day).execute();
  await sql`delete from presence_node where until < now() - interval '1 minute'`.execute(db);
  await sql`
    update whereabouts set state = null, place = '', note = '', until = null, set_by = null
    where until <= ${now} and (state <> 'out' or (until at time zone 'Asia/Tokyo')::date < ${day}::date)`.execute(
    db,
  );
  await sql`
    delete from whereabouts where state is null and (quiet_until is null or quiet_until <= ${now})`.execute(
    db,
  );
}

/** What somebody repeats every week, in the order of the week. */
export async function repeatsOf(db: Db, personId: string) {
  return db
    .selectFrom('presenceRepeat')
    .select(['weekday', 'state', 'place', 'fromOn', 'untilOn'])
    .where('personId', '=', personId)
    .orderBy('weekday')
    .orderBy('fromOn')
    .execute();
}

export async function replaceRepeats(
  tx: Tx,
  personId: string,
  repeats: readonly (Repeat & { id: string })[],
): Promise<void> {
  await tx.deleteFrom('presenceRepeat').where('personId', '=', personId).execute();
  if (repeats.length === 0) return;
  await tx
    .insertInto('presenceRepeat')
    .values(repeats.map((repeat) => ({ ...repeat, personId })))
    .execute();
}

/** People who are here now, by staff number. */
export async function peopleOf(db: Db, staffNos: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ staffNo: string; id: string }>`
    select staff_no, id from person where staff_no = any(${staffNos}::text[]) and disabled_at is null`.execute(
    db,
  );
  return new Map(rows.map(({ staffNo, id }) => [staffNo, id]));
}

export type Plan = {
  id: string;
  personId: string;
  source: 'rota' | 'calendar';
  state: string;
  place: string;
  note: string;
  startsAt: Date;
  endsAt: Date;
};

/** What people have planned in a span of time, instead of what came in from such a file before. */
export async function replacePlans(
  tx: Tx,
  people: readonly string[],
  { source, from, until }: { source: Plan['source']; from: Date; until: Date },
  plans: readonly Plan[],
): Promise<void> {
  await sql`
    delete from presence_plan
    where person_id = any(${people}::uuid[]) and source = ${source}
      and starts_at < ${until} and ends_at > ${from}`.execute(tx);
  for (let at = 0; at < plans.length; at += 1000)
    await tx
      .insertInto('presencePlan')
      .values(plans.slice(at, at + 1000))
      .execute();
}

/** Whoever repeats something every week: their standing turns when the hall opens and closes. */
export async function peopleWithRepeats(db: Database): Promise<string[]> {
  const rows = await db.selectFrom('presenceRepeat').select('personId').distinct().execute();
  return rows.map(({ personId }) => personId);
}
