import { settings as ja } from './ja/settings.ts';
import { language } from './language.ts';

/** Words of one's own settings. */
export const t = language === 'en' ? (await import('./en/settings.ts')).settings : ja;
