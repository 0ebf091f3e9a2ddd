import { memos as ja } from './ja/memos.ts';
import { language } from './language.ts';

/** Words of the phone memos. */
export const t = language === 'en' ? (await import('./en/memos.ts')).memos : ja;
