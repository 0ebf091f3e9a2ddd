import type { MediaAdmission } from '@engawa/contract/media';
import type { Zone } from '@engawa/contract/labels';
import { newId } from '@engawa/db/id';
import type { Made, TestHouse } from './test-house.ts';

/** The session that a person of a test has in a zone. */
export async function sessionOf({ db }: TestHouse, person: Made, zone: Zone): Promise<string> {
  const { id } = await db
    .selectFrom('session')
    .select('id')
    .where('personId', '=', person.id)
    .where('zone', '=', zone)
    .executeTakeFirstOrThrow();
  return id;
}

/** Lets a person into a room of media, a new one unless it is named. */
export async function admittedTo(
  house: TestHouse,
  person: Made,
  zone: Zone = 'lgwan',
  { labelId, room = newId() }: { labelId?: string; room?: string } = {},
): Promise<{ room: string; admission: MediaAdmission }> {
  const { media } = house.platform;
  await media.openRoom(room);
  const sessionId = await sessionOf(house, person, zone);
  const labelled = labelId === undefined ? {} : { labelId };
  const admission = await media.admit({ room, personId: person.id, sessionId, zone, ...labelled });
  return { room, admission };
}
