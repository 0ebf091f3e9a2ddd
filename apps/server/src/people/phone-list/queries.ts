import { sql } from 'kysely';
import type { Database } from '@engawa/db/connect';
import type { Tx } from '@engawa/db/transact';
import type { ImportPlan } from './plan.ts';

type Db = Database | Tx;

/** Keeps a file between the look at it and the import; files of yesterday go. */
export async function keepList(
  tx: Tx,
  list: { id: string; personId: string; content: Buffer; createdAt: Date },
): Promise<void> {
  await sql`delete from phone_list where created_at < ${new Date(list.createdAt.getTime() - 86_400_000)}`.execute(
    tx,
  );
  await tx.insertInto('phoneList').values(list).execute();
}

export async function keptList(db: Db, id: string, personId: string): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('phoneList')
    .select('content')
    .where('id', '=', id)
    .where('personId', '=', personId)
    .executeTakeFirst();
  return row?.content;
}

export async function forgetList(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('phoneList').where('id', '=', id).execute();
}

/** One import at a time, until the commit. Meanwhile a thread reads the list, which may take its turn first. */
export async function lockImports(tx: Tx): Promise<void> {
  await sql`set local idle_in_transaction_session_timeout = '90s'`.execute(tx);
  await sql`select pg_advisory_xact_lock(hashtext('engawa phone list import'))`.execute(tx);
}

/** The organisation as it stands, as JSON text in a fixed order: it is parsed in a thread, and part of the digest. */
export async function hallState(db: Db, today: string): Promise<string> {
  const { rows } = await sql<{ json: string }>`
    select json_build_object(
      'today', ${today}::text,
      'sections', (
        select coalesce(json_agg(json_build_object('id', id, 'parentId', parent_id, 'name', name) order by id), '[]')
        from section where until_on is null or until_on > ${today}::date),
      'closed', (
        select coalesce(json_agg(json_build_object('id', id, 'parentId', parent_id, 'name', name) order by until_on, id), '[]')
        from section where until_on <= ${today}::date),
      'people', (
        select coalesce(json_agg(json_build_object(
          'id', p.id, 'staffNo', p.staff_no, 'loginName', p.login_name, 'name', p.name, 'kana', p.kana,
          'hasLeft', p.left_on is not null, 'isAdministrator', r.person_id is not null, 'orderNo', p.order_no,
          'directLine', p.direct_line, 'email', p.email,
          'posts', coalesce(o.posts, '[]'), 'extensions', coalesce(e.numbers, '[]'), 'duties', coalesce(d.names, '[]')
        ) order by p.id), '[]')
        from person p
        left join role_grant r on r.person_id = p.id and r.role = 'system'
        left join (
          select person_id, json_agg(json_build_object('id', id, 'sectionId', section_id, 'title', title,
            'isHead', is_head, 'isMain', is_main, 'from', from_on, 'until', until_on) order by is_main desc, id) as posts
          from post where until_on is null or until_on > ${today}::date group by person_id
        ) o on o.person_id = p.id
        left join (
          select person_id, json_agg(number order by id) as numbers from extension group by person_id
        ) e on e.person_id = p.id
        left join (
          select person_id, json_agg(name order by order_no, id) as names from duty group by person_id
        ) d on d.person_id = p.id)
    )::text as json`.execute(db);
  return rows[0]?.json ?? '';
}

/** Writes everything that an import brings, in an order that references allow. */
export async function writePlan(tx: Tx, plan: ImportPlan, at: Date, today: string): Promise<void> {
  const rows = (json: string) => sql`${json}::text::jsonb`;
  await sql`
    insert into section (id, parent_id, name, order_no)
    select id, "parentId", name, "orderNo"
    from jsonb_to_recordset(${rows(plan.newSections)}) as r(id uuid, "parentId" uuid, name text, "orderNo" int)
  `.execute(tx);
  await sql`
    update section s set order_no = r."orderNo", until_on = null
    from jsonb_to_recordset(${rows(plan.sectionOrders)}) as r(id uuid, "orderNo" int)
    where s.id = r.id and (s.order_no <> r."orderNo" or s.until_on is not null)`.execute(tx);
  await sql`
    update section s set until_on = r.until
    from jsonb_to_recordset(${rows(plan.closedSections)}) as r(id uuid, until date)
    where s.id = r.id`.execute(tx);
  const person = sql`as r(id uuid, "staffNo" text, "loginName" text, name text, kana text,
    "directLine" text, email text, "orderNo" int)`;
  await sql`
    with joined as (select * from jsonb_to_recordset(${rows(plan.newPeople)}) ${person}),
    principals as (insert into principal (id, kind, created_at) select id, 'person', ${at} from joined)
    insert into person (id, staff_no, login_name, name, kana, direct_line, email, order_no, created_at)
    select id, "staffNo", "loginName", name, kana, "directLine", email, "orderNo", ${at} from joined`.execute(
    tx,
  );
  await sql`
    update person p set login_name = r."loginName", name = r.name, kana = r.kana, direct_line = r."directLine",
      email = r.email, order_no = r."orderNo", left_on = null
    from jsonb_to_recordset(${rows(plan.changedPeople)}) ${person}
    where p.id = r.id`.execute(tx);
  await sql`
    update post p set until_on = r.until
    from jsonb_to_recordset(${rows(plan.endedPosts)}) as r(id uuid, until date)
    where p.id = r.id`.execute(tx);
  await sql`
    insert into post (id, person_id, section_id, title, is_head, is_main, from_on, until_on)
    select id, "personId", "sectionId", title, "isHead", "isMain", "from", until
    from jsonb_to_recordset(${rows(plan.newPosts)}) as r(id uuid, "personId" uuid, "sectionId" uuid, title text,
      "isHead" boolean, "isMain" boolean, "from" date, until date)`.execute(tx);
  const rewritten = sql`(select value::uuid from jsonb_array_elements_text(${rows(plan.rewritten)}))`;
  await sql`delete from extension where person_id in ${rewritten}`.execute(tx);
  await sql`
    insert into extension (id, number, person_id)
    select id, number, "personId"
    from jsonb_to_recordset(${rows(plan.extensions)}) as r(id uuid, number text, "personId" uuid)`.execute(
    tx,
  );
  await sql`delete from duty where person_id in ${rewritten}`.execute(tx);
  await sql`
    insert into duty (id, person_id, name, order_no)
    select id, "personId", name, "orderNo"
    from jsonb_to_recordset(${rows(plan.duties)}) as r(id uuid, "personId" uuid, name text, "orderNo" int)`.execute(
    tx,
  );
  await sql`update person set left_on = ${today}::date where id = any(${plan.leavers}::uuid[])`.execute(tx);
}
