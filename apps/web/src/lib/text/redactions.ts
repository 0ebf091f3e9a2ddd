import { language } from './language.ts';
import { redactions as ja } from './ja/redactions.ts';

/** The words of redacting messages and of the list of what was redacted. */
export const t = language === 'en' ? (await import('./en/redactions.ts')).redactions : ja;
