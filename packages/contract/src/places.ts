import { z } from 'zod';
import { Done, Id, Instant, line, Writing, type Commands } from './base.ts';
import { HelpCall } from './help-calls.ts';
import { mostOfPlaceName, mostOfPlaceSections } from './limits.ts';
import { PresenceState } from './presence.ts';

export const PlaceKind = z.enum(['counter', 'nursery', 'community', 'night-duty']);
export type PlaceKind = z.infer<typeof PlaceKind>;

/** A shared PC as an administrator sees it. */
export const Place = z.strictObject({
  id: Id,
  name: z.string(),
  kind: PlaceKind,
  sectionIds: z.array(Id),
  /** Undefined while no PC is registered for it. */
  zone: z.string().nullable(),
  registeredAt: Instant.nullable(),
  seenAt: Instant.nullable(),
});
export type Place = z.infer<typeof Place>;
export const Places = z.array(Place);
export type Places = z.infer<typeof Places>;

/** Typed on that PC once, within the time. */
export const PlaceCode = z.strictObject({ placeId: Id, code: z.string(), expiresAt: Instant });
export type PlaceCode = z.infer<typeof PlaceCode>;

export const RegisterPlace = z.strictObject({ code: z.string().min(1).max(40) });
export type RegisterPlace = z.infer<typeof RegisterPlace>;

/** Six digits. */
export const Pin = z.string().regex(/^\d{6}$/);

export const EnterPlace = z.strictObject({
  staffNo: z.string().min(1).max(40),
  pin: z.string().min(1).max(20),
});
export type EnterPlace = z.infer<typeof EnterPlace>;

/** Sets one's PIN, or takes it away; the password shows that it is oneself. */
export const SetPin = z.strictObject({ current: z.string().min(1).max(500), pin: Pin.nullable() });
export type SetPin = z.infer<typeof SetPin>;
export const PinState = z.strictObject({ isSet: z.boolean(), isLocked: z.boolean() });
export type PinState = z.infer<typeof PinState>;

/** What stands on a shared PC without anybody signed in: no destinations, no words of memos, no chat. */
export const PlaceView = z.strictObject({
  /** Of what follows: a page that names it is answered when it is another. */
  mark: z.string(),
  name: z.string(),
  kind: PlaceKind,
  hallName: z.string(),
  sections: z.array(
    z.strictObject({
      id: Id,
      name: z.string(),
      people: z.array(z.strictObject({ name: z.string(), state: PresenceState, until: Instant.nullable() })),
    }),
  ),
  /** Memos that nobody of the sections has in hand yet: the name and what is wished. */
  memos: z.array(
    z.strictObject({ from: z.string(), callBack: z.boolean(), urgent: z.boolean(), dueAt: Instant }),
  ),
  /** The help that this PC asked for, and the name of who goes. */
  help: z.strictObject({ call: HelpCall, takerName: z.string() }).nullable(),
});
export type PlaceView = z.infer<typeof PlaceView>;

export const PlaceQuery = z.strictObject({ mark: z.string().max(64).optional() });

const OnePlace = Writing.extend({ placeId: Id });

export const placeCommands = {
  'place:add': {
    input: Writing.extend({
      name: line(mostOfPlaceName),
      kind: PlaceKind,
      sectionIds: z.array(Id).min(1).max(mostOfPlaceSections),
    }),
    output: z.strictObject({ placeId: Id }),
  },
  /** A code to be typed on that PC; the one before is void. */
  'place:code': { input: OnePlace, output: PlaceCode },
  /** The PC is a place no longer, and who works at it is put out. */
  'place:revoke': { input: OnePlace, output: Done },
} as const satisfies Commands;
