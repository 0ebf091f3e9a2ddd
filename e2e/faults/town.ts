import { channelScope } from '@engawa/contract/scopes';
import { newId } from '@engawa/db/id';
import { hashOf, newToken } from '@engawa/server/src/sessions/token.ts';
import type { Sql } from './machines/database.ts';

export type OpenZone = 'lgwan' | 'internet';

export type Person = { id: string; name: string; cookies: Record<OpenZone, string>; roles: string[] };

/** A channel, its members in order; the first owns it. */
export type Room = { id: string; label: string; members: Person[] };

export type Town = { people: Person[]; rooms: Room[] };

/** Members by their number; what is labelled 3C does not exist on the internet listener. */
const plan = [
  { label: '2', members: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13] },
  { label: '2', members: [1, 0, 2, 3, 4, 5, 6, 7] },
  { label: '2', members: [2, 5, 6, 7, 8, 9, 10] },
  { label: '1', members: [3, 9, 10, 11, 12, 13] },
  { label: '3C', members: [4, 0, 1, 8, 11, 12] },
  { label: '2', members: [5, 13, 6] },
];

/** Writes people with sessions and channels with members straight into the database. */
export async function makeTown(sql: Sql): Promise<Town> {
  const at = new Date();
  // Clocks will jump under the sessions; they are not what is examined here.
  const seenAt = new Date(at.getTime() + 4 * 3_600_000);
  const expiresAt = new Date(at.getTime() + 48 * 3_600_000);
  const people: Person[] = [];
  for (let number = 0; number < 14; number += 1) {
    const id = newId();
    const name = `職員${number}`;
    await sql`insert into principal (id, kind, created_at) values (${id}, 'person', ${at})`;
    await sql`insert into person (id, staff_no, name, created_at) values (${id}, ${String(1000 + number)}, ${name}, ${at})`;
    const cookies = { lgwan: '', internet: '' };
    for (const zone of ['lgwan', 'internet'] as const) {
      const token = newToken();
      await sql`insert into session (token_hash, id, person_id, zone, device, created_at, seen_at, expires_at)
        values (${hashOf(token)}, ${newId()}, ${id}, ${zone}, 'faults', ${at}, ${seenAt}, ${expiresAt})`;
      cookies[zone] = `engawa-${zone}=${token}`;
    }
    const roles = number === 0 ? ['records'] : [];
    for (const role of roles)
      await sql`insert into role_grant (person_id, role, granted_at) values (${id}, ${role}, ${at})`;
    people.push({ id, name, cookies, roles });
  }
  const rooms: Room[] = [];
  for (const [index, { label, members: numbers }] of plan.entries()) {
    const id = newId();
    const members = numbers.flatMap((number) => people[number] ?? []);
    await sql`insert into channel (id, kind, source, name, label, created_at)
      values (${id}, 'private', 'hand', ${`課題${index}`}, ${label}, ${at})`;
    await sql`insert into scope (id) values (${channelScope(id)})`;
    for (const [place, person] of members.entries()) {
      await sql`insert into membership (channel_id, person_id, role, joined_at)
        values (${id}, ${person.id}, ${place === 0 ? 'owner' : 'member'}, ${at})`;
    }
    rooms.push({ id, label, members });
  }
  return { people, rooms };
}
