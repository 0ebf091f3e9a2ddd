/**
 * What the Markdown reader brings along for features that are off here: guessing links from bare names, and
 * `&amp;` and its two thousand kin. They were half of its weight; vite.config.ts puts this file in their place.
 */
export class LinkifyIt {}

/** An entity stays as it was typed. */
export const decodeHTMLStrict = (text: string): string => text;
