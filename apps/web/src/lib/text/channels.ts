import { language } from './language.ts';
import { channels as ja } from './ja/channels.ts';

/** The words of the list of channels and of what is done with a channel. */
export const t = language === 'en' ? (await import('./en/channels.ts')).channels : ja;
