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
export const BlockCode = z.enum(['no_name', 'staff_no_twice', 'no_staff_no', 'unknown_superior']);
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
