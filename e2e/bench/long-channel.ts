import { postgres } from '@engawa/db/driver';
import type { Member } from './town.ts';

/** Writes messages of the past straight into channels, one a minute, and lets everybody have read them. */
export async function fillChannels(
  url: string,
  authors: readonly Member[],
  channels: Record<string, number>,
): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const people = authors.map(({ personId }) => personId);
  for (const [channelId, messages] of Object.entries(channels)) {
    await sql`
      insert into message (id, channel_id, no, author_id, client_id, body_hash, body, created_at)
      select gen_random_uuid(), ${channelId}, no, (${people}::uuid[])[1 + (no / 3) % ${people.length}],
        gen_random_uuid(), sha256(no::text::bytea),
        '第' || no || '報　' || repeat('窓口の受付件数を確認しました。', 1 + no % 5)
          || case when no % 7 = 0 then '**至急**です。' else '' end,
        now() - (${messages} - no) * interval '1 minute'
      from generate_series(1, ${messages}::int) no`;
    await sql`
      update scope set head_no = ${messages}, seq = ${messages} where id = ${`channel:${channelId}`}`;
    await sql`update membership set read_no = ${messages} where channel_id = ${channelId}`;
  }
  await sql`analyze`;
  await sql.end();
}
