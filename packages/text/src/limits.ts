/** The longest message in characters (code points). */
export const MOST_CHARACTERS = 10_000;
/** The longest message in bytes of UTF-8. */
export const MOST_BYTES = 32 * 1024;

/** Why a text cannot be sent. */
export type BodyFault = 'empty' | 'too-many-characters' | 'too-many-bytes' | 'unwritable';

/** Size of a text in the two measures that are limited. */
export interface BodySize {
  characters: number;
  bytes: number;
}

/** Counts code points and bytes of UTF-8 in one pass, without making a copy. */
export function sizeOf(text: string): BodySize {
  const size = { characters: 0, bytes: 0 };
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    size.characters += 1;
    size.bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return size;
}

/** Whether PostgreSQL and JSON can hold the text: no NUL, no half of a surrogate pair. */
export function isWritable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** The first reason why the text cannot be a message; undefined when it can. */
export function faultOfBody(text: string): BodyFault | undefined {
  if (!isWritable(text)) return 'unwritable';
  if (isBlank(text)) return 'empty';
  const { characters, bytes } = sizeOf(text);
  if (characters > MOST_CHARACTERS) return 'too-many-characters';
  if (bytes > MOST_BYTES) return 'too-many-bytes';
  return undefined;
}

/** Whether nothing would be seen: spaces, joiners and direction marks alone count as nothing. */
export function isBlank(text: string): boolean {
  return /^[\s\p{Cf}\p{Mn}\u115f\u1160\u2800\u3164\uffa0]*$/u.test(text);
}
