import { shell as ja } from './ja/shell.ts';
import { language } from './language.ts';

/** Words of the frame around every screen: rail, top bar, switcher. */
export const t = language === 'en' ? (await import('./en/shell.ts')).shell : ja;
