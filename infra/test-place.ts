import { createHash, randomBytes } from 'node:crypto';
import type { Zone } from '@engawa/contract/labels';
import type { Database } from '@engawa/db/connect';
import { newId } from '@engawa/db/id';

/** A shared PC that is registered in a zone, with the cookie it is known by. */
export async function registeredPlace(
  db: Database,
  sectionId: string,
  zone: Zone = 'lgwan',
): Promise<{ id: string; cookie: string }> {
  const id = newId();
  const token = randomBytes(32).toString('base64url');
  const tokenHash = createHash('sha256').update(token).digest();
  const at = new Date();
  const place = { id, name: '窓口3番', kind: 'counter', tokenHash, zone, createdAt: at, registeredAt: at };
  await db.insertInto('place').values(place).execute();
  await db.insertInto('placeSection').values({ placeId: id, sectionId }).execute();
  return { id, cookie: `engawa-place-${zone}=${token}` };
}
