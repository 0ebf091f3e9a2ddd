import type { MediaState } from '@engawa/contract/media';
import { media as ja } from './ja/media.ts';
import { language } from './language.ts';

/** Words of voice: how it is, and why a microphone cannot be had. */
export const t = language === 'en' ? (await import('./en/media.ts')).media : ja;

/** Why nobody can be spoken with now; undefined where nothing stands against it. */
export function mediaSentence(state: MediaState): string | undefined {
  switch (state.state) {
    case 'ready':
      return undefined;
    case 'building':
      return t.building(state.percent);
    case 'absent':
      return state.why === 'off' ? t.off : t.absent;
    case 'down':
      return t.down;
  }
}
