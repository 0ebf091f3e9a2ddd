import { sql } from 'kysely';
import type { PeopleQuery } from '@engawa/contract/admin';
import type { ZoneRule } from '@engawa/contract/labels';
import { Role } from '@engawa/contract/sessions';
import type { Database } from '@engawa/db/connect';
import type { Tx } from '@engawa/db/transact';

type Db = Database | Tx;

/** One change of the hall's settings or labels at a time, so that each event tells the whole truth. */
export async function lockHall(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('engawa hall'))`.execute(tx);
}

/** Everybody who may administer and can sign in; nobody joins or leaves them until the commit. */
export async function lockAdministrators(tx: Tx): Promise<string[]> {
  const rows = await tx
    .selectFrom('roleGrant')
    .innerJoin('person', 'person.id', 'roleGrant.personId')
    .select('person.id')
    .where('roleGrant.role', '=', 'system')
    .where('person.disabledAt', 'is', null)
    .where('person.leftOn', 'is', null)
    .orderBy('person.id')
    .forUpdate()
    .execute();
  return rows.map((row) => row.id);
}

export async function lockPerson(tx: Tx, id: string): Promise<{ disabledAt: Date | null } | undefined> {
  return tx.selectFrom('person').select('disabledAt').where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function setDisabled(tx: Tx, id: string, disabledAt: Date | null): Promise<void> {
  await tx.updateTable('person').set({ disabledAt }).where('id', '=', id).execute();
}

/** Somebody who was disabled or had left counts as staff again. */
export async function reinstate(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('person').set({ disabledAt: null, leftOn: null }).where('id', '=', id).execute();
}

export async function insertRole(
  tx: Tx,
  personId: string,
  role: Role,
  by: string | null,
  at: Date,
): Promise<boolean> {
  const made = await tx
    .insertInto('roleGrant')
    .values({ personId, role, grantedAt: at, grantedBy: by })
    .onConflict((oc) => oc.doNothing())
    .returning('role')
    .executeTakeFirst();
  return made !== undefined;
}

export async function removeRole(tx: Tx, personId: string, role: Role): Promise<boolean> {
  const gone = await tx
    .deleteFrom('roleGrant')
    .where('personId', '=', personId)
    .where('role', '=', role)
    .returning('role')
    .executeTakeFirst();
  return gone !== undefined;
}

export async function rolesOf(db: Db, personId: string): Promise<Role[]> {
  const rows = await db
    .selectFrom('roleGrant')
    .select('role')
    .where('personId', '=', personId)
    .orderBy('role')
    .execute();
  return rows.map((row) => Role.parse(row.role));
}

/** Sets one cell; answers what it was, undefined where there is no such label. */
export async function setRule(
  tx: Tx,
  { zone, label, action, allowed }: ZoneRule,
): Promise<boolean | undefined> {
  const known = await tx.selectFrom('label').select('code').where('code', '=', label).executeTakeFirst();
  if (!known) return undefined;
  const before = await tx
    .selectFrom('zoneRule')
    .select('allowed')
    .where('zone', '=', zone)
    .where('label', '=', label)
    .where('action', '=', action)
    .executeTakeFirst();
  await tx
    .insertInto('zoneRule')
    .values({ zone, label, action, allowed })
    .onConflict((oc) => oc.columns(['zone', 'label', 'action']).doUpdateSet({ allowed }))
    .execute();
  return before?.allowed ?? false;
}

export async function renameLabel(tx: Tx, code: string, name: string, nameEn: string): Promise<boolean> {
  const changed = await tx
    .updateTable('label')
    .set({ name, nameEn })
    .where('code', '=', code)
    .returning('code')
    .executeTakeFirst();
  return changed !== undefined;
}

export async function channelsLabelled(tx: Tx, label: string): Promise<string[]> {
  const rows = await tx.selectFrom('channel').select('id').where('label', '=', label).execute();
  return rows.map((row) => row.id);
}

export type AdminPersonRow = {
  id: string;
  staffNo: string;
  loginName: string | null;
  name: string;
  kana: string;
  section: string;
  post: string;
  disabledAt: Date | null;
  leftOn: string | null;
  activated: boolean;
  roles: Role[];
};

/** People as an administrator sees them, by staff number. */
export async function peoplePage(
  db: Db,
  query: PeopleQuery,
  today: string,
  limit: number,
): Promise<AdminPersonRow[]> {
  const q = query.q?.normalize('NFKC').trim().toLowerCase() ?? '';
  const shown = {
    all: sql`true`,
    disabled: sql`(p.disabled_at is not null or p.left_on is not null)`,
    'not-activated': sql`(c.person_id is null and p.disabled_at is null and p.left_on is null)`,
    'with-role': sql`exists (select 1 from role_grant r where r.person_id = p.id)`,
  }[query.show];
  const { rows } = await sql<AdminPersonRow>`
    select p.id, p.staff_no, p.login_name, p.name, p.kana, p.disabled_at, p.left_on,
      c.person_id is not null as activated,
      coalesce(o.section, '') as section, coalesce(o.title, '') as post,
      array(select r.role from role_grant r where r.person_id = p.id order by r.role) as roles
    from person p
    left join credential c on c.person_id = p.id
    left join lateral (
      select s.name as section, post.title from post left join section s on s.id = post.section_id
      where post.person_id = p.id and post.from_on <= ${today} and (post.until_on is null or post.until_on > ${today})
      order by post.is_main desc, post.id limit 1
    ) o on true
    where p.staff_no > ${query.after ?? ''} and ${shown}
      and (${q} = '' or p.id = any(${query.ids ?? []}::uuid[]) or position(${q} in lower(concat_ws(' ',
        p.staff_no, p.login_name, p.name, replace(p.name, ' ', ''), p.kana, replace(p.kana, ' ', ''), o.section,
        o.title))) > 0)
    order by p.staff_no limit ${limit}`.execute(db);
  return rows;
}

export async function personExists(db: Db, id: string): Promise<boolean> {
  return (await db.selectFrom('person').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
}

export async function roleHolders(db: Db) {
  const rows = await db
    .selectFrom('roleGrant')
    .innerJoin('person', 'person.id', 'roleGrant.personId')
    .select([
      'roleGrant.personId',
      'person.name',
      'roleGrant.role',
      'roleGrant.grantedAt',
      'roleGrant.grantedBy',
      'person.disabledAt',
    ])
    .orderBy('roleGrant.role', 'desc')
    .orderBy('person.staffNo')
    .execute();
  return rows.map((row) => ({ ...row, role: Role.parse(row.role) }));
}

export async function sectionHeads(db: Db, today: string) {
  return db
    .selectFrom('post')
    .innerJoin('person', 'person.id', 'post.personId')
    .innerJoin('section', 'section.id', 'post.sectionId')
    .select(['post.personId', 'person.name', 'section.name as section', 'post.title as post'])
    .where('post.isHead', '=', true)
    .where('person.disabledAt', 'is', null)
    .where('post.fromOn', '<=', today)
    .where((eb) => eb.or([eb('post.untilOn', 'is', null), eb('post.untilOn', '>', today)]))
    .orderBy('section.orderNo')
    .orderBy('section.name')
    .execute();
}

export type NewPerson = { id: string; staffNo: string; name: string; kana: string; createdAt: Date };

export async function insertPeople(tx: Tx, people: NewPerson[]): Promise<void> {
  await tx
    .insertInto('principal')
    .values(people.map(({ id, createdAt }) => ({ id, kind: 'person', createdAt })))
    .execute();
  await tx.insertInto('person').values(people).execute();
}

export async function personByStaffNo(
  tx: Tx,
  staffNo: string,
): Promise<{ id: string; name: string } | undefined> {
  return tx.selectFrom('person').select(['id', 'name']).where('staffNo', '=', staffNo).executeTakeFirst();
}
