import type { Places, PlaceCode, PlaceKind } from '@engawa/contract/places';
import type { CommandParsed } from '@engawa/contract/socket';
import type { Database } from '@engawa/db/connect';
import { newId } from '@engawa/db/id';
import type { Tx } from '@engawa/db/transact';
import { writeAudit } from '#platform/audit.ts';
import { AppError } from '#platform/errors.ts';
import { publish } from '#platform/live/publish.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { endedEvents } from '../sessions/open-session.ts';
import { codeHash, newCode } from '../sessions/token.ts';
import { codeMs, mayManage } from './policy.ts';
import {
  allPlaces,
  countSections,
  deleteSessionsAt,
  forgetToken,
  insertPlace,
  sectionsOfPlaces,
  setCode,
} from './queries.ts';

function mustManage(me: Me): void {
  if (!mayManage(me)) throw new AppError('not_allowed');
}

/** All shared PCs, for an administrator. */
export async function listPlaces(db: Database): Promise<Places> {
  const places = await allPlaces(db);
  const sections = await sectionsOfPlaces(
    db,
    places.map(({ id }) => id),
  );
  return places.map(({ id, name, kind, zone, registeredAt, seenAt }) => ({
    id,
    name,
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- a check of the database holds the column to these values
    kind: kind as PlaceKind,
    zone,
    sectionIds: sections.filter(({ placeId }) => placeId === id).map(({ sectionId }) => sectionId),
    registeredAt: registeredAt?.toISOString() ?? null,
    seenAt: seenAt?.toISOString() ?? null,
  }));
}

export async function addPlace(
  tx: Tx,
  me: Me,
  { name, kind, sectionIds }: CommandParsed<'place:add'>,
  { clock }: Platform,
): Promise<{ placeId: string }> {
  mustManage(me);
  const ids = [...new Set(sectionIds)];
  if ((await countSections(tx, ids)) !== ids.length) throw new AppError('not_found');
  const id = newId();
  await insertPlace(tx, { id, name, kind, createdAt: clock.now() }, ids);
  await writeAudit(tx, clock, me, {
    action: 'place:added',
    targetKind: 'place',
    targetId: id,
    detail: { name },
  });
  return { placeId: id };
}

/** A code that makes the PC on which it is typed this place. */
export async function issuePlaceCode(
  tx: Tx,
  me: Me,
  { placeId }: CommandParsed<'place:code'>,
  { clock }: Platform,
): Promise<PlaceCode> {
  mustManage(me);
  const code = newCode(12);
  const until = new Date(clock.now().getTime() + codeMs);
  if (!(await setCode(tx, placeId, codeHash(code), until))) throw new AppError('not_found');
  await writeAudit(tx, clock, me, { action: 'place:code', targetKind: 'place', targetId: placeId });
  return { placeId, code, expiresAt: until.toISOString() };
}

/** The token is worth nothing from the commit on, and who works there is put out. */
export async function revokePlace(
  tx: Tx,
  me: Me,
  { placeId }: CommandParsed<'place:revoke'>,
  { clock, live }: Platform,
): Promise<Record<string, never>> {
  mustManage(me);
  if (!(await forgetToken(tx, placeId))) throw new AppError('not_found');
  const ended = await deleteSessionsAt(tx, placeId);
  await writeAudit(tx, clock, me, { action: 'place:revoked', targetKind: 'place', targetId: placeId });
  await publish(tx, live.deliver, clock.now(), endedEvents(ended));
  return {};
}
