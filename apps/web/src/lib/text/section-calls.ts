import { sectionCalls as ja } from './ja/section-calls.ts';
import { language } from './language.ts';

/** Words of a call to a section. */
export const t = language === 'en' ? (await import('./en/section-calls.ts')).sectionCalls : ja;
