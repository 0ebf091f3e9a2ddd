import { createHash, randomBytes, randomInt } from 'node:crypto';

/** A new session token: 256 random bits. Only its hash is kept. */
export const newToken = (): string => randomBytes(32).toString('base64url');

export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

// Read over the telephone: nothing that sounds or looks like something else in this set (no 0 O 1 I).
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A code of `length` letters in groups of four. */
export function newCode(length: number): string {
  const code = Array.from({ length }, () => letters[randomInt(letters.length)]).join('');
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

/** The hash of a code however it was typed: width, case, spaces and dashes do not matter. */
export function codeHash(typed: string): Buffer {
  return hashOf(
    typed
      .normalize('NFKC')
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, ''),
  );
}
