import { sql, type Insertable, type Updateable } from 'kysely';
import type { Database } from '@engawa/db/connect';
import type { DB } from '@engawa/db/schema.generated';
import type { Tx } from '@engawa/db/transact';

type Db = Database | Tx;

const columns = [
  'id',
  'rev',
  'authorId',
  'callerName',
  'callerOrganisation',
  'callerNumber',
  'personId',
  'sectionId',
  'overflowSectionId',
  'ownerId',
  'askedBy',
  'escalatedTo',
  'pairKey',
  'ask',
  'urgent',
  'subject',
  'note',
  'callId',
  'state',
  'closedAs',
  'result',
  'label',
  'dueAt',
  'overdueAt',
  'toldAt',
  'createdAt',
  'changedAt',
  'closedAt',
  'closedBy',
] as const;

/** Written out as in the index: a parameter would keep the database from using it. */
const isOpen = sql<boolean>`state <> 'closed'`;

export type MemoRow = NonNullable<Awaited<ReturnType<typeof memoById>>>;

export async function memoById(db: Db, id: string) {
  return db.selectFrom('memo').select(columns).where('id', '=', id).executeTakeFirst();
}

/** The memo as it stays until the commit. */
export async function lockMemo(tx: Tx, id: string): Promise<MemoRow | undefined> {
  return tx.selectFrom('memo').select(columns).where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function insertMemo(tx: Tx, memo: Insertable<DB['memo']>): Promise<MemoRow> {
  return tx.insertInto('memo').values(memo).returning(columns).executeTakeFirstOrThrow();
}

export async function lockOpenOfPair(tx: Tx, pairKey: string): Promise<MemoRow | undefined> {
  return tx
    .selectFrom('memo')
    .select(columns)
    .where('pairKey', '=', pairKey)
    .where(isOpen)
    .forUpdate()
    .executeTakeFirst();
}

/** Two that would leave the first memo of a pair at once: the second waits, and finds it. */
export async function lockPair(tx: Tx, pairKey: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`memo ${pairKey}`}, 0))`.execute(tx);
}

export async function updateMemo(
  tx: Tx,
  id: string,
  change: Updateable<DB['memo']> & { changedAt: Date },
): Promise<MemoRow> {
  return tx
    .updateTable('memo')
    .set(change)
    .set((eb) => ({ rev: eb('rev', '+', 1) }))
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirstOrThrow();
}

/**
 * Takes it in hand, unless somebody else has meanwhile: of all who try at once one succeeds. It must still stand
 * where the gate saw it: handed on meanwhile, it is another section's.
 */
export async function claimFrom(
  tx: Tx,
  { id, sectionId, overflowSectionId }: MemoRow,
  from: string | null,
  { ownerId, at }: { ownerId: string; at: Date },
): Promise<MemoRow | undefined> {
  return tx
    .updateTable('memo')
    .set({ ownerId, state: 'claimed', changedAt: at, toldAt: null })
    .set((eb) => ({ rev: eb('rev', '+', 1) }))
    .where('id', '=', id)
    .where('state', '<>', 'closed')
    .where('ownerId', 'is not distinct from', from)
    .where('sectionId', 'is not distinct from', sectionId)
    .where('overflowSectionId', 'is not distinct from', overflowSectionId)
    .returning(columns)
    .executeTakeFirst();
}

export type NewStep = {
  kind: string;
  at: Date;
  actorId?: string | null;
  personId?: string | null;
  sectionId?: string | null;
  callId?: string | null;
  text?: string;
};

/** Adds to the flow of a memo whose row this transaction has written. */
export async function addStep(tx: Tx, memoId: string, step: NewStep): Promise<void> {
  await tx
    .insertInto('memoStep')
    .values((eb) => ({
      memoId,
      no: eb
        .selectFrom('memoStep')
        .select((e) => e(e.fn.coalesce(e.fn.max('no'), sql<number>`0`), '+', 1).as('no'))
        .where('memoId', '=', memoId),
      ...step,
    }))
    .execute();
}

export async function stepsOf(db: Db, memoId: string) {
  return db
    .selectFrom('memoStep')
    .select(['no', 'at', 'kind', 'actorId', 'personId', 'sectionId', 'text'])
    .where('memoId', '=', memoId)
    .orderBy('no')
    .execute();
}

/** Whose memos a person sees as one of a section: those of every post held today, and of all above it. */
export async function sectionsAbove(db: Db, personId: string, today: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive mine as (
      select section_id as id from post
      where person_id = ${personId} and section_id is not null
        and from_on <= ${today}::date and (until_on is null or until_on > ${today}::date)
      union
      select s.parent_id from mine join section s on s.id = mine.id where s.parent_id is not null
    )
    select id from mine`.execute(db);
  return rows.map(({ id }) => id);
}

/** Those of `personIds` who can be told anything. */
export async function activeAmong(db: Db, personIds: string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('person')
    .select('id')
    .where('id', '=', sql<string>`any(${personIds}::uuid[])`)
    .where('disabledAt', 'is', null)
    .where('leftOn', 'is', null)
    .execute();
  return rows.map(({ id }) => id);
}

type Reader = { personId: string; sections: string[]; opens: string[] };

const concerns = ({ personId, sections, opens }: Reader) => sql<boolean>`(
  label = any(${opens}::text[]) and (
    owner_id = ${personId} or person_id = ${personId} or asked_by @> array[${personId}::uuid]
    or escalated_to @> array[${personId}::uuid]
    or section_id = any(${sections}::uuid[]) or overflow_section_id = any(${sections}::uuid[])))`;

/** What concerns a reader: everything open, and the newest of what was closed since. */
export async function memosOf(db: Db, reader: Reader, closedSince: Date, limit: number): Promise<MemoRow[]> {
  return db
    .selectFrom('memo')
    .select(columns)
    .where(concerns(reader))
    .where((eb) => eb.or([eb('state', '<>', 'closed'), eb('closedAt', '>=', closedSince)]))
    .orderBy((eb) => eb('closedAt', 'is', null), 'desc')
    .orderBy('changedAt', 'desc')
    .limit(limit)
    .execute();
}

/** What was closed lately between a reader and the one who asks in `memo`. */
export async function earlierThan(db: Db, reader: Reader, memo: MemoRow, limit: number): Promise<MemoRow[]> {
  return db
    .selectFrom('memo')
    .select(columns)
    .where(concerns(reader))
    .where('state', '=', 'closed')
    .where('closedAs', '<>', 'joined')
    .where('id', '<>', memo.id)
    .$if(memo.callerName === null, (q) =>
      q.where('authorId', '=', memo.authorId).where('callerName', 'is', null),
    )
    .$if(memo.callerName !== null, (q) =>
      q.where('callerName', '=', memo.callerName).where('callerNumber', '=', memo.callerNumber),
    )
    .orderBy('changedAt', 'desc')
    .limit(limit)
    .execute();
}

/** The next memo past its time that nobody has dealt with; others take the others. */
export async function takeOverdue(tx: Tx, now: Date): Promise<MemoRow | undefined> {
  return tx
    .selectFrom('memo')
    .select(columns)
    .where(sql<boolean>`state in ('waiting', 'claimed') and overdue_at is null`)
    .where('dueAt', '<=', now)
    .orderBy('dueAt')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

/** The section of a person's main post. */
export async function mainSectionOf(db: Db, personId: string, today: string): Promise<string | null> {
  const row = await db
    .selectFrom('post')
    .select('sectionId')
    .where('personId', '=', personId)
    .where('fromOn', '<=', today)
    .where((eb) => eb.or([eb('untilOn', 'is', null), eb('untilOn', '>', today)]))
    .orderBy('isMain', 'desc')
    .orderBy('id')
    .executeTakeFirst();
  return row?.sectionId ?? null;
}

/**
 * Who is told of an urgent memo past its time: who holds the office that the section names, else its head,
 * else the nearest head above; never the one who has it in hand.
 */
export async function urgentPost(
  db: Db,
  sectionId: string,
  exceptId: string | null,
  today: string,
): Promise<string[]> {
  const { rows } = await sql<{ personId: string }>`
    with recursive up as (
      select id, parent_id, 0 as depth from section where id = ${sectionId}
      union all
      select s.id, s.parent_id, up.depth + 1 from section s join up on s.id = up.parent_id
    ), holders as (
      select post.person_id, -1 as depth from memo_section named
      join post on post.section_id = named.urgent_section_id and post.title = named.urgent_title
      where named.section_id = ${sectionId}
        and post.from_on <= ${today}::date and (post.until_on is null or post.until_on > ${today}::date)
      union all
      select post.person_id, up.depth from up
      join post on post.section_id = up.id and post.is_head
      where post.from_on <= ${today}::date and (post.until_on is null or post.until_on > ${today}::date)
    ), able as (
      select holders.* from holders join person on person.id = holders.person_id
      where person.disabled_at is null and person.left_on is null
        and holders.person_id is distinct from ${exceptId}::uuid
    )
    select distinct person_id from able where depth = (select min(depth) from able)`.execute(db);
  return rows.map(({ personId }) => personId);
}
