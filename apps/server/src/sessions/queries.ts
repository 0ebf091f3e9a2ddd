import { sql } from 'kysely';
import type { Role } from '@engawa/contract/sessions';
import { Zone } from '@engawa/contract/labels';
import type { Database } from '@engawa/db/connect';
import type { Tx } from '@engawa/db/transact';
import { businessDay } from '#platform/clock.ts';
import { idleMs } from './policy.ts';

export type FoundSession = {
  hash: string;
  id: string;
  personId: string;
  zone: Zone;
  seenAt: Date;
  roles: Role[];
  placeId: string | null;
};

const since = (now: Date, ms: number) => new Date(now.getTime() - ms);

/** The live sessions among token hashes (hex). People who are disabled or have left have none. */
export async function sessionsByHash(db: Database, hashes: string[], now: Date): Promise<FoundSession[]> {
  const { rows } = await sql<FoundSession>`
    select encode(s.token_hash, 'hex') as hash, s.id, s.person_id, s.zone, s.seen_at,
      array(
        select r.role from role_grant r where r.person_id = s.person_id and s.place_id is null order by r.role
      ) as roles,
      s.place_id
    from unnest(${hashes}::text[]) as wanted(hash)
    join session s on s.token_hash = decode(wanted.hash, 'hex')
    join person p on p.id = s.person_id
    where s.expires_at > ${now} and s.seen_at > ${since(now, idleMs)}
      and p.disabled_at is null and (p.left_on is null or p.left_on > ${businessDay(now)})`.execute(db);
  return rows;
}

/** Which of these sessions still stand. */
export async function standingAmong(db: Database, ids: string[], now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select s.id
    from unnest(${ids}::uuid[]) as wanted(id)
    join session s on s.id = wanted.id
    join person p on p.id = s.person_id
    where s.expires_at > ${now} and s.seen_at > ${since(now, idleMs)}
      and p.disabled_at is null and (p.left_on is null or p.left_on > ${businessDay(now)})`.execute(db);
  return rows.map((row) => row.id);
}

export async function markSeen(db: Database, ids: string[], at: Date): Promise<void> {
  await sql`update session set seen_at = ${at} where id = any(${ids}::uuid[]) and seen_at < ${at}`.execute(
    db,
  );
}

export type Account = { personId: string; passwordHash: string | null; maySignIn: boolean };

/** The account behind a staff number or login name. */
export async function accountNamed(db: Database, name: string, today: string): Promise<Account | undefined> {
  const found = await db
    .selectFrom('person')
    .leftJoin('credential', 'credential.personId', 'person.id')
    .select([
      'person.id',
      'person.loginName',
      'person.disabledAt',
      'person.leftOn',
      'credential.passwordHash',
    ])
    .where((eb) => eb.or([eb('person.staffNo', '=', name), eb('person.loginName', '=', name.toLowerCase())]))
    // A login name that happens to be another person's staff number never wins over it.
    .orderBy((eb) => eb('person.staffNo', '=', name), 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!found) return undefined;
  const maySignIn = found.disabledAt === null && (found.leftOn === null || found.leftOn > today);
  return { personId: found.id, passwordHash: found.passwordHash, maySignIn };
}

export async function passwordHashOf(db: Database, personId: string): Promise<string | undefined> {
  const found = await db
    .selectFrom('credential')
    .select('passwordHash')
    .where('personId', '=', personId)
    .executeTakeFirst();
  return found?.passwordHash;
}

export async function setPasswordHash(
  tx: Tx,
  personId: string,
  passwordHash: string,
  setAt: Date,
): Promise<void> {
  await tx
    .insertInto('credential')
    .values({ personId, passwordHash, setAt })
    .onConflict((oc) => oc.column('personId').doUpdateSet({ passwordHash, setAt }))
    .execute();
}

export type NewSession = {
  tokenHash: Buffer;
  id: string;
  personId: string;
  zone: Zone;
  device: string;
  createdAt: Date;
  seenAt: Date;
  expiresAt: Date;
  placeId?: string;
};

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await tx.insertInto('session').values(session).execute();
}

export type SessionRow = Omit<NewSession, 'tokenHash' | 'personId' | 'expiresAt' | 'placeId'>;

export async function sessionsOf(db: Database, personId: string, now: Date): Promise<SessionRow[]> {
  const rows = await db
    .selectFrom('session')
    .select(['id', 'zone', 'device', 'createdAt', 'seenAt'])
    .where('personId', '=', personId)
    .where('expiresAt', '>', now)
    .where('seenAt', '>', since(now, idleMs))
    .orderBy('seenAt', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, zone: Zone.parse(row.zone) }));
}

export async function sessionOwner(tx: Tx, id: string): Promise<string | undefined> {
  const found = await tx.selectFrom('session').select('personId').where('id', '=', id).executeTakeFirst();
  return found?.personId;
}

/** Removes sessions; answers those that there were. */
export async function deleteSessions(
  tx: Tx,
  which: { id: string } | { tokenHash: Buffer } | { personIds: string[]; except?: string | undefined },
): Promise<{ id: string; personId: string }[]> {
  let query = tx.deleteFrom('session').returning(['id', 'personId']);
  if ('id' in which) query = query.where('id', '=', which.id);
  else if ('tokenHash' in which) query = query.where('tokenHash', '=', which.tokenHash);
  else {
    query = query.where('personId', 'in', which.personIds);
    if (which.except) query = query.where('id', '<>', which.except);
  }
  return query.execute();
}

/** Removes sessions past their time. */
export async function deleteExpired(db: Database, now: Date): Promise<void> {
  await sql`delete from session where expires_at <= ${now} or seen_at <= ${since(now, idleMs)}`.execute(db);
}

export type NewCode = {
  id: string;
  personId: string;
  kind: 'activation' | 'recovery';
  codeHash: Buffer;
  issuedBy: string | null;
  issuedAt: Date;
  expiresAt: Date;
};

/** A new code puts an end to the earlier ones of the same kind. */
export async function replaceCodes(tx: Tx, codes: NewCode[]): Promise<void> {
  const [first] = codes;
  if (!first) return;
  await sql`
    update sign_in_code set used_at = ${first.issuedAt}
    where used_at is null and kind = ${first.kind} and person_id = any(${codes.map((c) => c.personId)}::uuid[])`.execute(
    tx,
  );
  await sql`
    insert into sign_in_code (id, person_id, kind, code_hash, issued_by, issued_at, expires_at)
    select c.id, c.person_id, ${first.kind}, decode(c.hash, 'hex'), ${first.issuedBy}, ${first.issuedAt}, ${first.expiresAt}
    from unnest(${codes.map((c) => c.id)}::uuid[], ${codes.map((c) => c.personId)}::uuid[],
      ${codes.map((c) => c.codeHash.toString('hex'))}::text[]) as c(id, person_id, hash)`.execute(tx);
}

/** The open code of a person that matches, locked until the transaction ends. */
export async function openCode(
  db: Database | Tx,
  personId: string,
  codeHash: Buffer,
  now: Date,
): Promise<string | undefined> {
  const found = await db
    .selectFrom('signInCode')
    .select('id')
    .where('personId', '=', personId)
    .where('codeHash', '=', codeHash)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .forUpdate()
    .executeTakeFirst();
  return found?.id;
}

/** Makes every open code of some people worthless. */
export async function voidCodes(tx: Tx, personIds: string[], at: Date): Promise<void> {
  await sql`
    update sign_in_code set used_at = ${at} where used_at is null and person_id = any(${personIds}::uuid[])`.execute(
    tx,
  );
}

const setupKey = 'setupCodes';

/** Every node that starts before there is an administrator adds its own; the newest eight count. */
export async function addSetupCode(db: Database, hash: string): Promise<void> {
  await sql`
    insert into setting as s (key, value) values (${setupKey}, jsonb_build_array(${hash}::text))
    on conflict (key) do update set value =
      case when jsonb_array_length(s.value) >= 8 then s.value - 0 else s.value end || excluded.value`.execute(
    db,
  );
}

export async function setupCodes(db: Database): Promise<string[]> {
  const { rows } = await sql<{ hash: string }>`
    select jsonb_array_elements_text(value) as hash from setting where key = ${setupKey}`.execute(db);
  return rows.map((row) => row.hash);
}

export async function removeSetupCodes(tx: Tx): Promise<boolean> {
  const gone = await tx.deleteFrom('setting').where('key', '=', setupKey).returning('key').executeTakeFirst();
  return gone !== undefined;
}

/** How somebody stands to another: head of a section that the other's main post lies in, at any depth. */
export async function isHeadOver(
  db: Database | Tx,
  headId: string,
  personId: string,
  today: string,
): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    with recursive own as (
      select section_id as id from post
      where person_id = ${headId} and is_head and section_id is not null
        and from_on <= ${today} and (until_on is null or until_on > ${today})
      union
      select s.id from section s join own on s.parent_id = own.id
    )
    select exists (
      select 1 from post p join own on own.id = p.section_id
      where p.person_id = ${personId} and p.is_main
        and p.from_on <= ${today} and (p.until_on is null or p.until_on > ${today})
    ) as found`.execute(db);
  return rows[0]?.found === true;
}

export async function rolesOf(db: Database | Tx, personId: string): Promise<string[]> {
  const rows = await db.selectFrom('roleGrant').select('role').where('personId', '=', personId).execute();
  return rows.map((row) => row.role);
}

export async function personExists(db: Database | Tx, personId: string): Promise<boolean> {
  const found = await db.selectFrom('person').select('id').where('id', '=', personId).executeTakeFirst();
  return found !== undefined;
}

export async function hasAdministrator(db: Database | Tx): Promise<boolean> {
  const found = await db
    .selectFrom('roleGrant')
    .select('personId')
    .where('role', '=', 'system')
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** What a person is called, which a password should not consist of. */
export async function namesOf(db: Database, personId: string): Promise<(string | null)[]> {
  const found = await db
    .selectFrom('person')
    .select(['staffNo', 'loginName', 'name', 'kana'])
    .where('id', '=', personId)
    .executeTakeFirst();
  return found ? Object.values(found) : [];
}
