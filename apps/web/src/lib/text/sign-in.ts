import { signIn as ja } from './ja/sign-in.ts';
import { language } from './language.ts';

/** Words of the entrance: signing in, the first time, a forgotten password. */
export const t = language === 'en' ? (await import('./en/sign-in.ts')).signIn : ja;
