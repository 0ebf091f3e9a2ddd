import { language } from './language.ts';
import { messages as ja } from './ja/messages.ts';

/** The words of messages and of writing them. */
export const t = language === 'en' ? (await import('./en/messages.ts')).messages : ja;
