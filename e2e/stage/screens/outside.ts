import { expect } from '../journey.ts';
import { heading, type Screen } from './screen.ts';

/** Before signing in. */
export const outside: Screen[] = [
  {
    name: 'ログイン',
    at: '/sign-in',
    show: ({ page }) => expect(page.getByRole('textbox', { name: '職員番号' })).toBeVisible(),
  },
  { name: 'はじめて', at: '/activate', show: heading(/はじめて使う/) },
  { name: 'わすれた', at: '/forgotten', show: heading(/忘れたとき/) },
  { name: 'ないページ', at: '/nowhere', show: heading('この画面はありません') },
];
