import type { ErrorBody } from '@engawa/contract/errors';
import { errors as ja } from './ja/errors.ts';
import { language } from './language.ts';
import { t } from './ui.ts';

/** What happened, what is safe and what to do next, for every error code. */
export const errorText = language === 'en' ? (await import('./en/errors.ts')).errors : ja;

/** The whole sentence for a refusal: with the wait it asks for, and the number to tell the IT section. */
export function sentenceOf(error: ErrorBody): string {
  const wait = error.retryAfterMs ? t.waitSeconds(Math.ceil(error.retryAfterMs / 1000)) : '';
  const id = error.id ? t.inquiry(error.id) : '';
  return [errorText[error.code] ?? errorText.unexpected, wait, id].filter(Boolean).join(' ');
}
