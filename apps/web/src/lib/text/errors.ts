import { errors as ja } from './ja/errors.ts';
import { language } from './language.ts';

/** What happened, what is safe and what to do next, for every error code. */
export const errorText = language === 'en' ? (await import('./en/errors.ts')).errors : ja;
