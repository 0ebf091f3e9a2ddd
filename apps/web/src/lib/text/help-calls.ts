import { helpCalls as ja } from './ja/help-calls.ts';
import { language } from './language.ts';

/** Words of 応援をお願いします. */
export const t = language === 'en' ? (await import('./en/help-calls.ts')).helpCalls : ja;
