import { presence as ja } from './ja/presence.ts';
import { language } from './language.ts';

/** Words of 行き先: the board, one's own, and the wall. */
export const t = language === 'en' ? (await import('./en/presence.ts')).presence : ja;
