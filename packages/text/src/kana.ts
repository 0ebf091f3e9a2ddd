const KATAKANA_TO_HIRAGANA = 0x60;

/** Katakana to hiragana, one code unit for one code unit; everything else stays. */
export function toHiragana(text: string): string {
  return text.replace(/[ァ-ヶヽヾ]/g, (kana) =>
    String.fromCharCode(kana.charCodeAt(0) - KATAKANA_TO_HIRAGANA),
  );
}

/** Whether the first character is hiragana or katakana (half width too). */
export function isKana(text: string): boolean {
  return /^[\u3041-\u3096\u309d\u309e\u30a1-\u30f6\u30fd\u30fe\uff66-\uff6f\uff71-\uff9d]/.test(text);
}

/** Whether the first character is a kanji (々 and 〆 count, as they stand for one in names). */
export function isKanji(text: string): boolean {
  return /^[\p{Script=Han}々〆]/u.test(text);
}

/** A voiced kana for its plain one (か -> が), or the kana itself where there is none. */
export function voiced(kana: string): string {
  const composed = `${kana}\u3099`.normalize('NFC');
  return composed.length === 1 ? composed : kana;
}

const VOICED = 'がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽゔ';
const PLAIN = 'かきくけこさしすせそたちつてとはひふへほはひふへほう';

/** The plain hiragana for voiced and half-voiced ones (が -> か, ぱ -> は). */
export function unvoiced(hiragana: string): string {
  return hiragana.replace(/[がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽゔ]/g, (kana) =>
    PLAIN.charAt(VOICED.indexOf(kana)),
  );
}

const SMALL = 'ぁぃぅぇぉっゃゅょゎゕゖ';
const LARGE = 'あいうえおつやゆよわかけ';

/** Small hiragana written large, as telephone lists of the half-width age wrote them. */
export function enlarged(hiragana: string): string {
  return hiragana.replace(/[ぁぃぅぇぉっゃゅょゎゕゖ]/g, (kana) => LARGE.charAt(SMALL.indexOf(kana)));
}

const VOWEL_ROWS: readonly (readonly [string, string])[] = [
  ['あ', 'あかさたなはまやらわがざだばぱぁゃゎゕ'],
  ['い', 'いきしちにひみりぎじぢびぴぃゐ'],
  ['う', 'うくすつぬふむゆるぐずづぶぷぅゅっゔ'],
  ['え', 'えけせてねへめれげぜでべぺぇゑゖ'],
  ['お', 'おこそとのほもよろごぞどぼぽぉょを'],
];

/** The vowel kana in which a hiragana ends (か -> あ); undefined for ん and all that is not kana. */
export function vowelOf(hiragana: string): string | undefined {
  return VOWEL_ROWS.find(([, row]) => row.includes(hiragana))?.[0];
}

interface Cluster {
  text: string;
  from: number;
  to: number;
}

/** A character with the marks that belong to it (dakuten, variation selectors), and where it stood. */
export function clustersOf(text: string): Cluster[] {
  const found: Cluster[] = [];
  for (const match of text.matchAll(/[^][\p{M}\uff9e\uff9f]*/gu)) {
    found.push({ text: match[0], from: match.index, to: match.index + match[0].length });
  }
  return found;
}
