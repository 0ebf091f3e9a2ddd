import { meter as ja } from './ja/meter.ts';
import { language } from './language.ts';

/** Words of 内線のかわり. */
export const t = language === 'en' ? (await import('./en/meter.ts')).meter : ja;
