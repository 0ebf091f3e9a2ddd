import { z } from 'zod';

/** What a column of the phone list holds. */
export const ColumnKind = z.enum([
  'department',
  'division',
  'unit',
  'section',
  'post',
  'name',
  'familyName',
  'givenName',
  'kana',
  'familyKana',
  'givenKana',
  'staffNo',
  'loginName',
  'extension',
  'directLine',
  'email',
  'duties',
  'concurrent',
  'from',
  'until',
  'ignored',
]);
export type ColumnKind = z.infer<typeof ColumnKind>;

/** How the file is to be read: guessed by the server, corrected by hand. */
export const PhoneListReading = z.strictObject({
  /** Line of the headings, counted from 1; 0 where the file has none. */
  headingLine: z.int().min(0).max(1000),
  columns: z.array(ColumnKind).min(1).max(200),
  /** Empty section cells mean the same as the row above (merged cells of Excel). */
  sameAsAbove: z.boolean(),
});
export type PhoneListReading = z.infer<typeof PhoneListReading>;

/** What keeps a row from being imported. */
export const BlockCode = z.enum([
  'no_name',
  'no_staff_no',
  'staff_no_twice',
  'login_name_taken',
  'unknown_superior',
  'too_long',
]);
export type BlockCode = z.infer<typeof BlockCode>;

/** What a person should look at, and may leave as it is. */
export const WarnCode = z.enum([
  'shared_extension',
  'missing_kana',
  'odd_kana',
  'private_use',
  'odd_width',
  'odd_extension',
  'odd_date',
  'no_section',
  'looks_twice',
  'new_section_by_concurrent',
]);
export type WarnCode = z.infer<typeof WarnCode>;

/** One thing to look at in one row. `about` is the value or the other people concerned. */
export const Finding = z.strictObject({
  line: z.int(),
  code: z.union([BlockCode, WarnCode]),
  blocks: z.boolean(),
  column: ColumnKind.optional(),
  about: z.string().optional(),
});
export type Finding = z.infer<typeof Finding>;

/** A cell put right by hand. */
export const Correction = z.strictObject({
  line: z.int().min(1),
  column: ColumnKind,
  value: z
    .string()
    .max(1000)
    .regex(/^[^\p{Cc}]*$/u)
    .refine((text) => text.isWellFormed()),
});
export type Correction = z.infer<typeof Correction>;

/** What the answer to an uploaded file says. */
export const UploadedList = z.strictObject({ fileId: z.uuid(), bytes: z.int() });
export type UploadedList = z.infer<typeof UploadedList>;

/** One row of the list as it would go in. */
export const PreviewRow = z.strictObject({
  line: z.int(),
  name: z.string(),
  kana: z.string(),
  staffNo: z.string(),
  extensions: z.array(z.string()),
  /** Sections from the top down and title, the main post first. */
  posts: z.array(z.strictObject({ section: z.array(z.string()), title: z.string() })),
  duties: z.array(z.string()),
  changes: z.array(z.enum(['joined', 'returned', 'moved', 'renamed', 'details'])),
  /** How the hall has it now, where name or posts change. */
  before: z
    .strictObject({
      name: z.string(),
      posts: z.array(z.strictObject({ section: z.array(z.string()), title: z.string() })),
    })
    .optional(),
});
export type PreviewRow = z.infer<typeof PreviewRow>;

export const PreviewSection = z.strictObject({
  path: z.array(z.string()),
  people: z.int(),
  isNew: z.boolean(),
  /** New, and the same as one that was closed: that one opens again. */
  returns: z.boolean(),
});
export type PreviewSection = z.infer<typeof PreviewSection>;

/** Everything to look at before a list goes in. Doubtful rows first, then the others up to a bound. */
export const ListPreview = z.strictObject({
  digest: z.string(),
  encoding: z.enum(['utf-8', 'utf-8-bom', 'utf-16le', 'utf-16be', 'cp932']),
  delimiter: z.enum([',', ';', '\t']),
  reading: PhoneListReading,
  headings: z.array(z.string()),
  /** The first rows as they stand in the file, to choose columns by. */
  samples: z.array(z.array(z.string())),
  people: z.int(),
  /** Rows that cannot go in, and, apart from them, rows that can but should be looked at. */
  blocked: z.int(),
  doubtful: z.int(),
  counts: z.strictObject({
    joined: z.int(),
    returned: z.int(),
    moved: z.int(),
    renamed: z.int(),
    details: z.int(),
    left: z.int(),
    unchanged: z.int(),
  }),
  sections: z.array(PreviewSection),
  /** Proposals: sections that this list empties, some only where the posts of `left` end. */
  closing: z.array(z.strictObject({ id: z.uuid(), path: z.array(z.string()), onlyWithLeft: z.boolean() })),
  rows: z.array(PreviewRow),
  /** Rows of the list that are not among `rows`. */
  moreRows: z.int(),
  findings: z.array(Finding),
  moreFindings: z.int(),
  /** People of the hall who are not in the list. */
  left: z.array(
    z.strictObject({ id: z.uuid(), name: z.string(), staffNo: z.string(), section: z.array(z.string()) }),
  ),
});
export type ListPreview = z.infer<typeof ListPreview>;
