import type { Preferences } from '@engawa/contract/preferences';
import { language } from '#lib/text/language.ts';

type Look = Pick<Preferences, 'language' | 'density' | 'theme' | 'textSize' | 'easy'>;

// Also read by static/first-paint.js, before anything else runs.
const key = 'engawa.look';

function stored(): Partial<Look> {
  try {
    const kept: Partial<Look> = JSON.parse(localStorage.getItem(key) ?? '{}');
    return kept;
  } catch {
    return {};
  }
}

/** Shows the page as the person likes it, now and at the next first paint on this device. */
export function wear(look: Partial<Look>): void {
  const { language: tongue, density, theme, textSize, easy } = { ...stored(), ...look };
  localStorage.setItem(key, JSON.stringify({ language: tongue, density, theme, textSize, easy }));
  dispatchEvent(new Event('engawa:look'));
}

/** Takes another language. The texts of a page are settled when it loads, so it loads anew. */
export function speak(tongue: Look['language']): void {
  wear({ language: tongue });
  if (tongue !== language) location.reload();
}
