import { calls as ja } from './ja/calls.ts';
import { language } from './language.ts';

/** Words of a call: the ring, the panel, and how it was over. */
export const t = language === 'en' ? (await import('./en/calls.ts')).calls : ja;
