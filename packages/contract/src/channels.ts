import { z } from 'zod';
import { Done, Id, Instant, line, optionalLine, Writing, type Commands, type Events } from './base.ts';
import { mostInDirect, mostOfName, mostOfPurpose } from './limits.ts';

export const ChannelKind = z.enum(['public', 'private', 'announcement', 'direct', 'meeting']);
export type ChannelKind = z.infer<typeof ChannelKind>;

/** owner: may change the channel; writer: may write in an announcement channel; member: the rest. */
export const MemberRole = z.enum(['owner', 'writer', 'member']);
export type MemberRole = z.infer<typeof MemberRole>;

export { mostInDirect };

export const Channel = z.strictObject({
  id: Id,
  kind: ChannelKind,
  source: z.enum(['hand', 'section']),
  sectionId: Id.nullable(),
  name: z.string(),
  purpose: z.string(),
  label: z.string(),
  putAwayAt: Instant.nullable(),
});
export type Channel = z.infer<typeof Channel>;

/** A channel as it stands in one person's list. Unread = headNo - readNo, or from `unreadFrom` on. */
export const ChannelEntry = Channel.extend({
  role: MemberRole,
  memberCount: z.int(),
  /** The others in a direct channel; empty for every other kind. */
  directWith: z.array(Id),
  headNo: z.int(),
  seq: z.int(),
  readNo: z.int(),
  unreadFrom: z.int().nullable(),
  /** Numbers of messages addressed to this person past the read mark, at most 100. */
  forYou: z.array(z.int()),
  lastAt: Instant.nullable(),
  muted: z.boolean(),
  favourite: z.boolean(),
  folderId: Id.nullable(),
  orderNo: z.number().nullable(),
});
export type ChannelEntry = z.infer<typeof ChannelEntry>;

export const Folder = z.strictObject({ id: Id, name: z.string(), orderNo: z.int() });
export type Folder = z.infer<typeof Folder>;

export const Member = z.strictObject({
  personId: Id,
  role: MemberRole,
  source: z.enum(['hand', 'section']),
  joinedAt: Instant,
});
export type Member = z.infer<typeof Member>;

/** A public or announcement channel in the list to join from. */
export const BrowsedChannel = Channel.extend({ memberCount: z.int(), joined: z.boolean() });
export type BrowsedChannel = z.infer<typeof BrowsedChannel>;

const OneChannel = Writing.extend({ channelId: Id });
const OneMember = OneChannel.extend({ personId: Id });

export const channelCommands = {
  'channel:create': {
    input: Writing.extend({
      kind: z.enum(['public', 'private', 'announcement']),
      name: line(mostOfName),
      purpose: optionalLine(mostOfPurpose),
      label: z.string().max(10),
      personIds: z.array(Id).max(1000),
    }),
    output: ChannelEntry,
  },
  'channel:change': {
    input: OneChannel.extend({
      name: line(mostOfName).optional(),
      purpose: optionalLine(mostOfPurpose).optional(),
      label: z.string().max(10).optional(),
    }),
    output: Channel,
  },
  'channel:put-away': { input: OneChannel.extend({ away: z.boolean() }), output: Channel },
  'channel:join': { input: OneChannel, output: ChannelEntry },
  'channel:leave': { input: OneChannel, output: Done },
  'member:add': { input: OneChannel.extend({ personIds: z.array(Id).min(1).max(1000) }), output: Done },
  'member:remove': { input: OneMember, output: Done },
  'member:role': { input: OneMember.extend({ role: MemberRole }), output: Done },
  'direct:open': {
    input: Writing.extend({
      personIds: z
        .array(Id)
        .min(1)
        .max(mostInDirect - 1),
    }),
    output: ChannelEntry,
  },
  'membership:set': {
    input: OneChannel.extend({
      muted: z.boolean().optional(),
      favourite: z.boolean().optional(),
      folderId: Id.nullable().optional(),
      orderNo: z.number().nullable().optional(),
    }),
    output: Done,
  },
  'folder:save': {
    input: Writing.extend({ id: Id.nullable(), name: line(40), orderNo: z.int().min(0).max(1000) }),
    output: Folder,
  },
  'folder:remove': { input: Writing.extend({ id: Id }), output: Done },
  'read:mark': {
    input: OneChannel.extend({
      no: z.int().min(0),
      /** How far the page had heard of its person: ここから未読 set after that stays. */
      heard: z.int().min(0).optional(),
    }),
    output: Done,
  },
  'read:unread-from': { input: OneChannel.extend({ no: z.int().min(1) }), output: Done },
} as const satisfies Commands;

const MembershipSettings = z.strictObject({
  channelId: Id,
  muted: z.boolean(),
  favourite: z.boolean(),
  folderId: Id.nullable(),
  orderNo: z.number().nullable(),
});

export const channelEvents = {
  // channel:<id>
  'channel:changed': Channel,
  'member:added': z.strictObject({ channelId: Id, members: z.array(Member) }),
  'member:removed': z.strictObject({ channelId: Id, personIds: z.array(Id) }),
  'member:changed': z.strictObject({ channelId: Id, personId: Id, role: MemberRole }),
  // org: many seats changed at once, read the start again
  'memberships:changed': z.strictObject({}),
  // user:<id>
  'channel:joined': ChannelEntry,
  'channel:left': z.strictObject({ channelId: Id }),
  'role:changed': z.strictObject({ channelId: Id, role: MemberRole }),
  'membership:changed': MembershipSettings,
  'folders:changed': z.strictObject({ folders: z.array(Folder) }),
  'read:moved': z.strictObject({
    channelId: Id,
    readNo: z.int(),
    unreadFrom: z.int().nullable(),
    /** Numbers addressed to this person from the mark on; null where the mark went forward and nothing is added. */
    forYou: z.array(z.int()).nullable(),
  }),
} as const satisfies Events;
