// Joiners and variation selectors stay: they choose the shape of an emoji and of a 辻 or a 葛.
const UNSEEN = /(?![\u200d\p{Variation_Selector}])\p{Default_Ignorable_Code_Point}/gu;

/**
 * A name as it would stand on paper: without direction marks, which turn the sentence round that the name
 * stands in, and without characters of no width, which make two names look like one.
 */
export function withoutUnseen(text: string): string {
  return text.replace(UNSEEN, '');
}
