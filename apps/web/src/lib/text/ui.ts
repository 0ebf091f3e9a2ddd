import { ui as ja } from './ja/ui.ts';
import { language } from './language.ts';

/** Words that parts of every screen share. */
export const t = language === 'en' ? (await import('./en/ui.ts')).ui : ja;
