import { DirectoryPerson } from '@engawa/contract/people';
import { orgScope } from '@engawa/contract/scopes';
import { transact, type Tx } from '@engawa/db/transact';
import { businessDay } from '#platform/clock.ts';
import { publish } from '#platform/live/publish.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { photoSizes } from './photo-sizes.ts';
import { directoryPerson, insertPhoto, setPhoto } from './queries.ts';

/** Puts one's own picture up; the same file twice changes nothing the second time. */
export async function addPhoto(platform: Platform, me: Me, bytes: Buffer): Promise<DirectoryPerson> {
  const photo = await photoSizes(bytes);
  return transact(platform.db, async (tx) => {
    await insertPhoto(tx, { ...photo, createdAt: platform.clock.now() });
    if (await setPhoto(tx, me.personId, photo.hash)) return tellPerson(tx, platform, me.personId);
    return personNow(tx, platform, me.personId);
  });
}

/** Takes one's own picture down. */
export async function removePhoto(
  tx: Tx,
  me: Me,
  _input: unknown,
  platform: Platform,
): Promise<Record<string, never>> {
  if (await setPhoto(tx, me.personId, null)) await tellPerson(tx, platform, me.personId);
  return {};
}

async function tellPerson(tx: Tx, platform: Platform, personId: string): Promise<DirectoryPerson> {
  const person = await personNow(tx, platform, personId);
  await publish(tx, platform.live.deliver, platform.clock.now(), [
    { scope: orgScope, type: 'person:changed', data: person },
  ]);
  return person;
}

async function personNow(tx: Tx, platform: Platform, personId: string): Promise<DirectoryPerson> {
  return DirectoryPerson.parse(await directoryPerson(tx, personId, businessDay(platform.clock.now())));
}
