import { language } from './language.ts';
import { places as ja } from './ja/places.ts';

/** Words of shared PCs. */
export const t = language === 'en' ? (await import('./en/places.ts')).places : ja;
