import { people as ja } from './ja/people.ts';
import { language } from './language.ts';

/** Words of the directory and the card of a person. */
export const t = language === 'en' ? (await import('./en/people.ts')).people : ja;
