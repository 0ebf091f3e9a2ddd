import { setup as ja } from './ja/setup.ts';
import { language } from './language.ts';

/** Words of the first run and of the phone list. */
export const t = language === 'en' ? (await import('./en/setup.ts')).setup : ja;
