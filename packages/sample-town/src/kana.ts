const HALF = 'ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｧｨｩｪｫｯｬｭｮｰ';
const toHalf = new Map([...HALF].map((char) => [char.normalize('NFKC'), char]));

/** Writes full-width katakana as half-width katakana (ダ becomes ﾀﾞ). */
export function halfWidthKana(text: string): string {
  return [...text.normalize('NFD')]
    .map((char) => (char === '\u3099' ? 'ﾞ' : char === '\u309a' ? 'ﾟ' : (toHalf.get(char) ?? char)))
    .join('');
}

const ROWS: Record<string, string> = {
  '': 'アイウエオ',
  k: 'カキクケコ',
  g: 'ガギグゲゴ',
  s: 'サ_スセソ',
  z: 'ザ_ズゼゾ',
  t: 'タ__テト',
  d: 'ダ__デド',
  n: 'ナニヌネノ',
  h: 'ハヒ_ヘホ',
  b: 'バビブベボ',
  p: 'パピプペポ',
  m: 'マミムメモ',
  y: 'ヤ_ユ_ヨ',
  r: 'ラリルレロ',
  w: 'ワ___ヲ',
};
const roman = new Map<string, string>([
  ['シ', 'shi'],
  ['ジ', 'ji'],
  ['チ', 'chi'],
  ['ヂ', 'ji'],
  ['ツ', 'tsu'],
  ['ヅ', 'zu'],
  ['フ', 'fu'],
  ['ン', 'n'],
  ['シャ', 'sha'],
  ['シュ', 'shu'],
  ['ショ', 'sho'],
  ['ジャ', 'ja'],
  ['ジュ', 'ju'],
  ['ジョ', 'jo'],
  ['チャ', 'cha'],
  ['チュ', 'chu'],
  ['チョ', 'cho'],
]);
for (const [head, row] of Object.entries(ROWS)) {
  [...row].forEach((kana, i) => kana !== '_' && roman.set(kana, head + 'aiueo'[i]));
  const second = row[1];
  if (head && second && second !== '_') {
    for (const [small, vowel] of [
      ['ャ', 'ya'],
      ['ュ', 'yu'],
      ['ョ', 'yo'],
    ] as const) {
      roman.set(second + small, head + vowel);
    }
  }
}

/** Spells katakana in Hepburn letters as in passports (オオ and オウ become o). */
export function romaji(kana: string): string {
  let out = '';
  for (let i = 0; i < kana.length; i++) {
    const pair = roman.get(kana.slice(i, i + 2));
    if (pair !== undefined && kana.length > i + 1) {
      out += pair;
      i++;
    } else if (kana[i] === 'ッ') {
      out += (roman.get(kana.charAt(i + 1)) ?? '').charAt(0);
    } else {
      out += roman.get(kana.charAt(i)) ?? '';
    }
  }
  return out.replace(/oo|ou/g, 'o').replace(/uu/g, 'u');
}
