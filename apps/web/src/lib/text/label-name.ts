import type { Label } from '@engawa/contract/labels';
import { language } from './language.ts';

/** What a label is called in the language of the page. */
export const labelName = ({ name, nameEn }: Pick<Label, 'name' | 'nameEn'>): string =>
  language === 'en' ? nameEn : name;
