import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const slices = '@fontsource-variable/noto-sans-jp';

/** What the two files of src/lib/ui/fonts hold besides kanji. */
const plain =
  'U+20-7E,U+A0-FF,U+152-153,U+2BB,U+300-301,U+304,U+2002,U+2013-2014,U+2018-201A,U+201C-201E,U+2022,U+2026,' +
  'U+2032-2033,U+2039-203A,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+3000-3003,U+3005-301C,U+3041-3096,' +
  'U+3099-30FF,U+4EDD,U+FF01-FF5D,U+FFE3,U+FFE5';

function lettersOf(ranges: string): number[] {
  return ranges.split(',').flatMap((range) => {
    const [from = 0, to = from] = range
      .trim()
      .slice(2)
      .split('-')
      .map((hex) => Number.parseInt(hex, 16));
    return Array.from({ length: to - from + 1 }, (_, n) => from + n);
  });
}

/** Kanji of JIS X 0208: rows 16 to 84 of its table, which EUC-JP writes as two bytes from A0 on. */
function jisKanji(): number[] {
  const table = new TextDecoder('euc-jp');
  const rows = Array.from({ length: 69 }, (_, n) => 0xa0 + 16 + n);
  const bytes = rows.flatMap((row) => Array.from({ length: 94 }, (_, cell) => [row, 0xa1 + cell]).flat());
  return [...table.decode(new Uint8Array(bytes))]
    .map((letter) => letter.codePointAt(0) ?? 0)
    .filter((code) => code !== 0xfffd);
}

/** The font faces of `css`, each narrowed to the letters that the two whole files lack. */
export function rareFaces(css: string): string {
  const common = new Set([...lettersOf(plain), ...jisKanji()]);
  return [...css.matchAll(/@font-face\s*\{[^}]*\}/g)]
    .map(([face]) => {
      const [line = '', ranges = ''] = /unicode-range:([^;}]*);?/.exec(face) ?? [];
      const rare = lettersOf(ranges).filter((code) => !common.has(code));
      if (rare.length === 0) return '';
      const kept = rare.map((code) => `U+${code.toString(16)}`).join(',');
      return face.replace(line, `unicode-range:${kept};`).replaceAll('./files/', `${slices}/files/`);
    })
    .join('\n');
}

/**
 * Adds to lib/ui/fonts.css the slices of rare letters, as the family that follows the whole files: the browser
 * asks for a slice only where such a letter (髙, ①) is on the page.
 */
export function rareLetters(): Plugin {
  return {
    name: 'engawa:rare-letters',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/lib/ui/fonts.css')) return undefined;
      const css = readFileSync(createRequire(import.meta.url).resolve(`${slices}/index.css`), 'utf8');
      return { code: code + rareFaces(css), map: null };
    },
  };
}
