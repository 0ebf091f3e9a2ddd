import { z } from 'zod';
import { Day, Done, Id, Instant, Writing, type Commands, type Events } from './base.ts';
import { Correction, PhoneListReading } from './phone-list.ts';

/** An office held today. `until` is the first day on which it is no longer held. */
export const Post = z.strictObject({
  /** What a mention of the office names. */
  id: Id,
  sectionId: Id.nullable(),
  title: z.string(),
  head: z.boolean(),
  main: z.boolean(),
  until: Day.nullable(),
});
export type Post = z.infer<typeof Post>;

/** A person as every page knows them, main post first. Who has left or is disabled keeps the name only. */
export const DirectoryPerson = z.strictObject({
  id: Id,
  name: z.string(),
  kana: z.string(),
  /** Name of the picture under /api/photos. */
  photo: z.string().nullable(),
  extensions: z.array(z.string()),
  posts: z.array(Post),
  duties: z.array(z.string()),
  former: z.boolean(),
});
export type DirectoryPerson = z.infer<typeof DirectoryPerson>;

export const DirectorySection = z.strictObject({
  id: Id,
  parentId: Id.nullable(),
  name: z.string(),
  shortName: z.string().nullable(),
  extensions: z.array(z.string()),
  duties: z.array(z.string()),
});
export type DirectorySection = z.infer<typeof DirectorySection>;

/**
 * Everybody and every section, for searching in the page: sections and people in the order of the hall
 * (職制順). `seq` is that of the org scope, `day` the business day the posts are of.
 */
export const Directory = z.strictObject({
  seq: z.int(),
  day: Day,
  sections: z.array(DirectorySection),
  people: z.array(DirectoryPerson),
});
export type Directory = z.infer<typeof Directory>;

/** What the card shows beyond the directory. */
export const PersonCard = DirectoryPerson.extend({
  staffNo: z.string(),
  directLine: z.string().nullable(),
  email: z.string().nullable(),
  /** Others at the same extension. */
  sharing: z.array(z.strictObject({ number: z.string(), personIds: z.array(Id) })),
});
export type PersonCard = z.infer<typeof PersonCard>;

/** Somebody who never chose a password, with the section to carry the slip to. */
export const SlipPerson = z.strictObject({
  personId: Id,
  staffNo: z.string(),
  name: z.string(),
  section: z.string(),
  title: z.string(),
});
export type SlipPerson = z.infer<typeof SlipPerson>;

/** A slip of paper for the first sign-in. */
export const Slip = SlipPerson.extend({ code: z.string(), expiresAt: Instant });
export type Slip = z.infer<typeof Slip>;

/** How many people of each kind a list brings; one who moved and was renamed counts in both. */
export const ListCounts = z.strictObject({
  joined: z.int(),
  returned: z.int(),
  moved: z.int(),
  renamed: z.int(),
  details: z.int(),
  left: z.int(),
  unchanged: z.int(),
});
export type ListCounts = z.infer<typeof ListCounts>;

/** What is done to a list before it goes in. */
export const ListOptions = z.strictObject({
  fileId: Id,
  /** How to read it; without it the server guesses. */
  reading: PhoneListReading.optional(),
  corrections: z.array(Correction).max(2000).default([]),
  /** Lines that stay out. */
  leaveOut: z.array(z.int()).max(2000).default([]),
});
export type ListOptions = z.infer<typeof ListOptions>;

export const peopleCommands = {
  'photo:remove': { input: Writing, output: Done },
  'people:import': {
    input: Writing.extend({
      ...ListOptions.shape,
      reading: PhoneListReading,
      /** Of the preview that was looked at; anything else answers list_changed. */
      digest: z.string().max(64),
      /** What becomes of people who are not in the list: nothing, or their posts end today. */
      left: z.enum(['keep', 'end']),
      /** Of the sections that the preview proposed to close, those that do. */
      close: z.array(Id).max(10_000).default([]),
    }),
    output: z.strictObject({ counts: ListCounts, sections: z.int(), keptAdministrators: z.array(Id) }),
  },
  'slips:issue': {
    /** Some at a time: thousands of codes in one go would hold up everybody's messages. */
    input: Writing.extend({ personIds: z.array(Id).min(1).max(500) }),
    output: z.strictObject({ slips: z.array(Slip) }),
  },
} as const satisfies Commands;

export const peopleEvents = {
  // org
  'person:changed': DirectoryPerson,
  /** Much changed at once: read the directory again. */
  'directory:changed': z.strictObject({}),
} as const satisfies Events;
