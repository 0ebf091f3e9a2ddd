import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '#platform/errors.ts';
import { shortestPassword } from './policy.ts';

const common = new Set(
  readFileSync(path.join(import.meta.dirname, 'common-passwords.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#')),
);

/** One letter over and over, or a run such as abcdefgh, says as little as a common word. */
function isMonotonous(text: string): boolean {
  const codes = [...text].map((letter) => letter.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  return new Set(codes).size <= 2 || steps.every((step) => step === 1) || steps.every((step) => step === -1);
}

/** The one rule: 12 characters or more, and not what everybody thinks of first. `own` are the person's names. */
export function checkPassword(password: string, own: (string | null)[]): void {
  const folded = password.normalize('NFKC').toLowerCase();
  if ([...folded].length < shortestPassword)
    throw new AppError('weak_password', { detail: { least: shortestPassword } });
  const spaceless = folded.replace(/\s/g, '');
  const withoutOwn = own
    .filter((name) => name !== null && name.length >= 3)
    .reduce<string>(
      (rest, name) => rest.replaceAll(name?.normalize('NFKC').toLowerCase() ?? '', ''),
      spaceless,
    );
  const isOwn = withoutOwn.length < spaceless.length && withoutOwn.length < 6;
  if (isOwn || isMonotonous(spaceless) || common.has(folded) || common.has(spaceless)) {
    throw new AppError('common_password');
  }
}
