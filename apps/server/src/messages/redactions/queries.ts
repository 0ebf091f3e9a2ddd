import { sql } from 'kysely';
import type { Database } from '@engawa/db/connect';
import type { Tx } from '@engawa/db/transact';
import { emptyEvents, type Taken } from '../queries.ts';

/**
 * Takes a text out of everything that is read or resumed from: message, revisions, events. The original
 * goes to the restricted table with its reason and term.
 */
export async function redactRows(
  tx: Tx,
  message: Taken & { body: string },
  act: { reason: string; by: string; at: Date; termUntil: string },
): Promise<void> {
  await sql`
    insert into message_redaction (message_id, body, revisions, reason, redacted_by, redacted_at, term_until)
    select ${message.id}, ${message.body},
      coalesce((select jsonb_agg(jsonb_build_object('revision', revision, 'body', body, 'writtenAt', written_at) order by revision)
        from message_revision where message_id = ${message.id}), '[]'),
      ${act.reason}, ${act.by}, ${act.at}, ${act.termUntil}`.execute(tx);
  await tx.deleteFrom('messageRevision').where('messageId', '=', message.id).execute();
  await tx
    .updateTable('message')
    // A short text could be guessed by its hash.
    .set({ body: '', bodyHash: Buffer.alloc(0), mentioned: [], mentionAll: false, redactedAt: act.at })
    .where('id', '=', message.id)
    .execute();
  await emptyEvents(tx, message);
}

/** Whether the label of a message's channel is one of those that open. */
export async function isInOpenChannel(tx: Tx, channelId: string, opens: string[]): Promise<boolean> {
  const channel = await tx
    .selectFrom('channel')
    .select('id')
    .where('id', '=', channelId)
    .where('label', '=', sql<string>`any(${opens}::text[])`)
    .forShare()
    .executeTakeFirst();
  return channel !== undefined;
}

/** What was redacted in channels whose label opens, newest first, after the one given as `before`. */
export async function redactionsOf(db: Database, opens: string[], before: string | undefined, limit: number) {
  const { rows } = await sql<{
    messageId: string;
    channelName: string | null;
    authorName: string;
    writtenAt: Date;
    reason: string;
    redactedByName: string;
    redactedAt: Date;
    termUntil: string | null;
  }>`
    select r.message_id, nullif(c.name, '') as channel_name, coalesce(author.name, '') as author_name,
      m.created_at as written_at, r.reason, coalesce(actor.name, '') as redacted_by_name, r.redacted_at,
      to_char(r.term_until, 'YYYY-MM-DD') as term_until
    from message_redaction r
    join message m on m.id = r.message_id
    join channel c on c.id = m.channel_id and c.label = any(${opens}::text[])
    left join person author on author.id = m.author_id
    left join person actor on actor.id = r.redacted_by
    where ${
      before === undefined
        ? sql`true`
        : sql`(r.redacted_at, r.message_id) <
            (select b.redacted_at, b.message_id from message_redaction b where b.message_id = ${before})`
    }
    order by r.redacted_at desc, r.message_id desc limit ${limit}`.execute(db);
  return rows;
}

/** The restricted original, where the label of its channel opens. */
export async function originalOf(tx: Tx, messageId: string, opens: string[]) {
  const { rows } = await sql<{
    channelId: string;
    body: string;
    revisions: { revision: number; body: string; writtenAt: string }[];
  }>`
    select m.channel_id, r.body, r.revisions
    from message_redaction r
    join message m on m.id = r.message_id
    join channel c on c.id = m.channel_id and c.label = any(${opens}::text[])
    where r.message_id = ${messageId}`.execute(tx);
  return rows[0];
}

/** The message with this number in a channel, without its text. */
export async function targetAt(db: Database, channelId: string, no: number, opens: string[]) {
  const { rows } = await sql<{
    messageId: string;
    channelName: string | null;
    authorName: string;
    writtenAt: Date;
    redactedAt: Date | null;
  }>`
    select m.id as message_id, nullif(c.name, '') as channel_name, coalesce(author.name, '') as author_name,
      m.created_at as written_at, m.redacted_at
    from message m
    join channel c on c.id = m.channel_id and c.label = any(${opens}::text[])
    left join person author on author.id = m.author_id
    where m.channel_id = ${channelId} and m.no = ${no} and m.root_id is null`.execute(db);
  return rows[0];
}
