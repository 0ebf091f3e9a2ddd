import { z } from 'zod';
import { Day, Done, Id, Instant, line, optionalLine, Writing, type Commands, type Events } from './base.ts';
import { Zone } from './labels.ts';
import { OwnSession, Role } from './sessions.ts';

/** How far something that is known of a person goes: the own 係, the own 課, or the whole hall. */
export const ShownTo = z.enum(['desk', 'section', 'hall']);
export type ShownTo = z.infer<typeof ShownTo>;

/** What the hall settles about itself. */
export const Hall = z.strictObject({
  hallName: optionalLine(60).default(''),
  /** Whom to call when something does not work; shown on the sign-in page and beside errors. */
  helpLine: optionalLine(100).default(''),
  /** Whether a message with a 個人番号 may be sent when a reason is given. */
  myNumberWithReason: z.boolean().default(false),
  /** For how long a call rings before it becomes a memo. */
  ringSeconds: z.int().min(10).max(120).default(30),
  /** Who sees 行き先 beside the person: the own 係, the own 課, or everybody. */
  placeShownTo: ShownTo.default('section'),
  /** Who reads 休暇; everybody else reads 不在. */
  leaveShownTo: ShownTo.default('section'),
  /** Who sees 帰庁予定. */
  returnShownTo: ShownTo.default('hall'),
  /** What whereabouts count as: a network that may not open this label sees only who is connected. */
  whereaboutsLabel: z.string().max(20).default('2'),
});
export type Hall = z.infer<typeof Hall>;

/**
 * GET /api/admin/people: pages of 100 by staff number; `after` is the last one of the page before. Found is who
 * has `q` in number, name, kana or post, and who is in `ids` (at most 100, with commas): whom the page has found
 * by another spelling.
 */
export const PeopleQuery = z.strictObject({
  q: z.string().max(100).optional(),
  ids: z
    .string()
    .max(4000)
    .transform((ids) => ids.split(','))
    .pipe(z.array(Id).max(100))
    .optional(),
  show: z.enum(['all', 'disabled', 'not-activated', 'with-role']).default('all'),
  after: z.string().max(40).optional(),
});
export type PeopleQuery = z.infer<typeof PeopleQuery>;

export const AdminPerson = z.strictObject({
  id: Id,
  staffNo: z.string(),
  loginName: z.string().nullable(),
  name: z.string(),
  kana: z.string(),
  /** The section of the main post, '' where there is none. */
  section: z.string(),
  post: z.string(),
  disabledAt: Instant.nullable(),
  leftOn: Day.nullable(),
  /** Has chosen a password. */
  activated: z.boolean(),
  roles: z.array(Role),
});
export type AdminPerson = z.infer<typeof AdminPerson>;

export const AdminPeople = z.strictObject({ people: z.array(AdminPerson), next: z.string().nullable() });
export type AdminPeople = z.infer<typeof AdminPeople>;

/** GET /api/admin/people/:id/sessions: what somebody is signed in with; session:end ends one. */
export const PersonSessions = z.array(OwnSession);

/** GET /api/admin/roles: who holds a role, and who heads a section (which follows from the post). */
export const RoleHolder = z.strictObject({
  personId: Id,
  name: z.string(),
  role: Role,
  grantedAt: Instant,
  grantedBy: Id.nullable(),
  disabled: z.boolean(),
});
export const SectionHead = z.strictObject({
  personId: Id,
  name: z.string(),
  section: z.string(),
  post: z.string(),
});
export const RolesPage = z.strictObject({ holders: z.array(RoleHolder), heads: z.array(SectionHead) });
export type RolesPage = z.infer<typeof RolesPage>;

/** GET /api/admin/audit and /api/admin/audit.csv: newest first; `before` is `next` of the page before. */
export const AuditQuery = z.strictObject({
  from: Instant.optional(),
  until: Instant.optional(),
  actorId: Id.optional(),
  action: z.string().max(60).optional(),
  text: z.string().max(100).optional(),
  before: z.string().max(80).optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

export const AuditEntry = z.strictObject({
  id: Id,
  at: Instant,
  actorId: Id.nullable(),
  actorName: z.string().nullable(),
  action: z.string(),
  targetKind: z.string().nullable(),
  targetId: z.string().nullable(),
  /** The name of the person, channel or section that it was done to. */
  targetName: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
  zone: Zone.nullable(),
  address: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditPage = z.strictObject({
  entries: z.array(AuditEntry),
  next: z.string().nullable(),
  /** Every action that occurs in the log, to choose from. */
  actions: z.array(z.string()),
});
export type AuditPage = z.infer<typeof AuditPage>;

const OnePerson = Writing.extend({ personId: Id });
const OneRole = OnePerson.extend({ role: Role });

export const adminCommands = {
  /** Ends every session and socket of the person within a second, and what codes there are. */
  'person:disable': { input: OnePerson, output: Done },
  'person:enable': { input: OnePerson, output: Done },
  'role:grant': { input: OneRole, output: Done },
  'role:revoke': { input: OneRole, output: Done },
  'hall:change': {
    input: Writing.extend({
      hallName: line(60).optional(),
      helpLine: optionalLine(100).optional(),
      myNumberWithReason: z.boolean().optional(),
      ringSeconds: z.int().min(10).max(120).optional(),
      placeShownTo: ShownTo.optional(),
      leaveShownTo: ShownTo.optional(),
      returnShownTo: ShownTo.optional(),
      whereaboutsLabel: z.string().max(20).optional(),
    }),
    output: Hall,
  },
} as const satisfies Commands;

export const adminEvents = {
  // org
  /** Comes with person:changed, and ends every session and socket of the person. */
  'person:disabled': z.strictObject({ personId: Id }),
  'hall:changed': Hall,
  // user:<id>
  'roles:changed': z.strictObject({ roles: z.array(Role) }),
} as const satisfies Events;
