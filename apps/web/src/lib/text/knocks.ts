import { knocks as ja } from './ja/knocks.ts';
import { language } from './language.ts';

/** Words of asking first: the cards, the dialogs, and what was answered. */
export const t = language === 'en' ? (await import('./en/knocks.ts')).knocks : ja;
