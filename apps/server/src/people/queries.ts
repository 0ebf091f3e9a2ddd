import { sql } from 'kysely';
import { orgScope } from '@engawa/contract/scopes';
import type { Database } from '@engawa/db/connect';
import type { Tx } from '@engawa/db/transact';

type Db = Database | Tx;

export async function preferencesOf(db: Db, personId: string): Promise<unknown> {
  const row = await db
    .selectFrom('preference')
    .select('value')
    .where('personId', '=', personId)
    .executeTakeFirst();
  return row?.value ?? {};
}

export async function keptSecretOf(db: Db, personId: string): Promise<Buffer> {
  const row = await db
    .selectFrom('person')
    .select('keptSecret')
    .where('id', '=', personId)
    .executeTakeFirstOrThrow();
  return row.keptSecret;
}

export async function writePreferences(tx: Tx, personId: string, value: object): Promise<void> {
  await tx
    .insertInto('preference')
    .values({ personId, value: { ...value } })
    .onConflict((oc) => oc.column('personId').doUpdateSet({ value: { ...value } }))
    .execute();
}

/** Sections that a person heads today. */
export async function headedSections(db: Db, personId: string, today: string): Promise<string[]> {
  const rows = await db
    .selectFrom('post')
    .select('sectionId')
    .where('personId', '=', personId)
    .where('isHead', '=', true)
    .where('fromOn', '<=', today)
    .where((eb) => eb.or([eb('untilOn', 'is', null), eb('untilOn', '>', today)]))
    .execute();
  return rows.flatMap((row) => row.sectionId ?? []);
}

/** What a zone shows of people: everything, or in a guest's zone the names of those one shares a channel with. */
export type Shown = { to: string; opens: string[] } | 'all';

const isFormer = (today: string) =>
  sql`(p.disabled_at is not null or coalesce(p.left_on <= ${today}::date, false))`;

/** People as the directory tells them, as JSON text: 10,000 objects are never made on the event loop. */
function peopleJson(today: string, shown: Shown, only: string | null) {
  const known = shown === 'all' ? sql`not ${isFormer(today)}` : sql`false`;
  return sql`(
    select coalesce(json_agg(json_build_object(
      'id', p.id, 'name', p.name,
      'kana', case when ${known} then p.kana else '' end,
      'photo', case when ${known} then p.photo end,
      'extensions', case when ${known} then coalesce(e.numbers, '[]') else '[]' end,
      'posts', case when ${known} then coalesce(o.posts, '[]') else '[]' end,
      'duties', case when ${known} then coalesce(d.names, '[]') else '[]' end,
      'former', ${isFormer(today)}
    ) order by p.order_no, p.kana, p.id), '[]')
    from person p
    left join (
      select person_id, json_agg(number order by id) as numbers from extension group by person_id
    ) e on e.person_id = p.id
    left join (
      select person_id, json_agg(name order by order_no, id) as names from duty group by person_id
    ) d on d.person_id = p.id
    left join (
      select person_id, json_agg(json_build_object(
        'id', id, 'sectionId', section_id, 'title', title, 'head', is_head, 'main', is_main, 'until', until_on
      ) order by is_main desc, id) as posts
      from post where from_on <= ${today}::date and (until_on is null or until_on > ${today}::date)
      group by person_id
    ) o on o.person_id = p.id
    where ${only === null ? sql`true` : sql`p.id = ${only}`} and ${
      shown === 'all'
        ? sql`true`
        : sql`(p.id = ${shown.to} or p.id in (
            select other.person_id from membership mine
            join channel c on c.id = mine.channel_id and c.label = any(${shown.opens}::text[])
            join membership other on other.channel_id = c.id
            where mine.person_id = ${shown.to}))`
    })`;
}

const sectionsJson = (today: string) => sql`(
  select coalesce(json_agg(json_build_object(
    'id', s.id, 'parentId', s.parent_id, 'name', s.name, 'shortName', s.short_name,
    'extensions', coalesce(e.numbers, '[]'), 'duties', coalesce(d.names, '[]')
  ) order by s.order_no, s.id), '[]')
  from section s
  left join (
    select section_id, json_agg(number order by id) as numbers
    from extension where person_id is null group by section_id
  ) e on e.section_id = s.id
  left join (
    select section_id, json_agg(name order by order_no, id) as names
    from duty where person_id is null group by section_id
  ) d on d.section_id = s.id
  where s.until_on is null or s.until_on > ${today}::date)`;

/** The whole directory as JSON text, of one moment with the seq that it carries. */
export async function directoryJson(db: Db, today: string, shown: Shown): Promise<string> {
  const { rows } = await sql<{ json: string }>`
    select json_build_object(
      'seq', (select seq from scope where id = ${orgScope}), 'day', ${today}::text,
      'sections', ${shown === 'all' ? sectionsJson(today) : sql`'[]'::json`},
      'people', ${peopleJson(today, shown, null)}
    )::text as json`.execute(db);
  return rows[0]?.json ?? '';
}

export async function orgSeq(db: Db): Promise<number> {
  const row = await db.selectFrom('scope').select('seq').where('id', '=', orgScope).executeTakeFirst();
  return row?.seq ?? 0;
}

/** One person as the directory tells them. */
export async function directoryPerson(db: Db, id: string, today: string): Promise<unknown> {
  const { rows } = await sql<{ people: unknown[] }>`select ${peopleJson(today, 'all', id)} as people`.execute(
    db,
  );
  return rows[0]?.people[0];
}

/** What only the card shows. */
export async function cardDetails(db: Db, id: string) {
  const { rows } = await sql<{
    staffNo: string;
    directLine: string | null;
    email: string | null;
    sharing: { number: string; personIds: string[] }[];
  }>`
    select p.staff_no, p.direct_line, p.email, coalesce((
      select json_agg(json_build_object('number', x.number, 'personIds', x.ids) order by x.number)
      from (
        select own.number, json_agg(distinct other.person_id) as ids
        from extension own
        join extension other on other.number = own.number and other.person_id <> own.person_id
        join person o on o.id = other.person_id and o.disabled_at is null and o.left_on is null
        where own.person_id = p.id group by own.number
      ) x), '[]') as sharing
    from person p where p.id = ${id}`.execute(db);
  return rows[0];
}

export async function insertPhoto(
  tx: Tx,
  photo: { hash: string; small: Buffer; large: Buffer; createdAt: Date },
) {
  await tx
    .insertInto('photo')
    .values(photo)
    .onConflict((oc) => oc.doNothing())
    .execute();
}

/**
 * Puts a picture on a person, or takes it off; the one before goes where nobody else has it. Answers whether
 * anything changed.
 */
export async function setPhoto(tx: Tx, personId: string, hash: string | null): Promise<boolean> {
  const before = await tx
    .selectFrom('person')
    .select('photo')
    .where('id', '=', personId)
    .forUpdate()
    .executeTakeFirst();
  if (!before || before.photo === hash) return false;
  await tx.updateTable('person').set({ photo: hash }).where('id', '=', personId).execute();
  if (!before.photo) return true;
  await sql`delete from photo where hash = ${before.photo}
    and not exists (select from person where photo = ${before.photo})`.execute(tx);
  return true;
}

export async function photoBytes(db: Db, hash: string, size: 'small' | 'large'): Promise<Buffer | undefined> {
  const row = await db.selectFrom('photo').select(size).where('hash', '=', hash).executeTakeFirst();
  return row?.[size];
}

/** People who never chose a password, with the section to carry the slip to, in the order of the hall. */
export async function peopleForSlips(db: Db, only: string[] | null, today: string) {
  const { rows } = await sql<{
    personId: string;
    staffNo: string;
    name: string;
    section: string;
    title: string;
  }>`
    with recursive path as (
      select id, name, array[order_no] as place from section where parent_id is null
      union all
      select s.id, path.name || ' ' || s.name, path.place || s.order_no
      from section s join path on s.parent_id = path.id
    )
    select p.id as person_id, p.staff_no, p.name, coalesce(path.name, '') as section, coalesce(o.title, '') as title
    from person p
    left join lateral (
      select section_id, title from post
      where person_id = p.id and from_on <= ${today}::date and (until_on is null or until_on > ${today}::date)
      order by is_main desc, id limit 1
    ) o on true
    left join path on path.id = o.section_id
    where p.disabled_at is null and (p.left_on is null or p.left_on > ${today}::date)
      and not exists (select from credential c where c.person_id = p.id)
      and ${only === null ? sql`true` : sql`p.id = any(${only}::uuid[])`}
    order by path.place nulls last, p.order_no, p.id`.execute(db);
  return rows;
}

/** Whether there is such a section today. */
export async function sectionStands(db: Db, sectionId: string, today: string): Promise<boolean> {
  const found = await db
    .selectFrom('section')
    .select('id')
    .where('id', '=', sectionId)
    .where((eb) => eb.or([eb('untilOn', 'is', null), eb('untilOn', '>', today)]))
    .executeTakeFirst();
  return found !== undefined;
}

/**
 * Everybody with a post in a section or below it today, who can be told something: neither disabled nor gone.
 * Their last day of work is not over before `left_on` has come, as with signing in.
 */
export async function peopleInSection(db: Db, sectionId: string, today: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive below as (
      select ${sectionId}::uuid as id
      union
      select s.id from section s join below b on s.parent_id = b.id
      where s.until_on is null or s.until_on > ${today}::date
    )
    select distinct p.id from below
    join post on post.section_id = below.id
      and post.from_on <= ${today}::date and (post.until_on is null or post.until_on > ${today}::date)
    join person p on p.id = post.person_id
    where p.disabled_at is null and (p.left_on is null or p.left_on > ${today}::date)
    order by p.id`.execute(db);
  return rows.map(({ id }) => id);
}
