import { randomUUID } from 'node:crypto';
import { postgres } from '@engawa/db/driver';
import { newId } from '@engawa/db/id';
import { hashOf, newToken } from '@engawa/server/src/sessions/token.ts';

/** Somebody with a session; `from` is the address to connect from. */
export type Member = { personId: string; cookie: string; channels: string[]; from?: string };

/** `people` persons; each channel lists who sits in it, by number. */
export type Plan = { people: number; channels: number[][] };

/** Writes people, sessions and channels straight into the database of a house that has just been made. */
export async function fillTown(url: string, { people, channels }: Plan): Promise<Member[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const members = Array.from({ length: people }, () => ({
    personId: newId(),
    token: newToken(),
    channels: Array<string>(),
  }));
  const ids = members.map(({ personId }) => personId);
  const base = Number(await sql`select count(*)::int as n from person`.then(([row]) => row?.n)) + 100_000;
  await sql`insert into principal (id, kind, created_at) select id, 'person', now() from unnest(${ids}::uuid[]) id`;
  await sql`
    insert into person (id, staff_no, name, kana, created_at)
    select id, (${base} + n)::text, '職員' || n, 'しょくいん', now() from unnest(${ids}::uuid[]) with ordinality as p(id, n)`;
  await sql`
    insert into session (token_hash, id, person_id, zone, device, created_at, seen_at, expires_at)
    select decode(hash, 'hex'), session, person, 'lgwan', 'bench', now(), now(), now() + interval '10 hours'
    from unnest(
      ${members.map(({ token }) => hashOf(token).toString('hex'))}::text[], ${ids.map(() => randomUUID())}::uuid[], ${ids}::uuid[]
    ) as s(hash, session, person)`;
  const made = channels.map((seats) => ({ id: newId(), seats }));
  const channelIds = made.map(({ id }) => id);
  await sql`
    insert into channel (id, kind, source, name, label, created_at)
    select id, 'private', 'hand', id::text, '2', now() from unnest(${channelIds}::uuid[]) id`;
  await sql`insert into scope (id) select 'channel:' || id from unnest(${channelIds}::uuid[]) id`;
  const seats = made.flatMap(({ id, seats }) => seats.map((n) => ({ id, member: members[n] })));
  for (const { id, member } of seats) member?.channels.push(id);
  for (let at = 0; at < seats.length; at += 20_000) {
    const part = seats.slice(at, at + 20_000);
    await sql`
      insert into membership (channel_id, person_id, joined_at)
      select channel, person, now() from unnest(
        ${part.map(({ id }) => id)}::uuid[], ${part.map(({ member }) => member?.personId ?? '')}::uuid[]
      ) as s(channel, person)`;
  }
  await sql`analyze`;
  await sql.end();
  return members.map(({ personId, token, channels: seated }, n) => ({
    personId,
    cookie: `engawa-lgwan=${token}`,
    channels: seated,
    // One address has some 28,000 ports, of which those just cut stay taken for a minute.
    from: `127.0.0.${2 + (n % 50)}`,
  }));
}
