import { z } from 'zod';
import type { Sentence } from './listen.ts';

type About = {
  /** What the setting is for. */
  ja: string;
  en: string;
  /** What a value must look like: the end of the sentence that refuses a wrong one. */
  rule: Sentence;
  /** The default as the page of settings shows it, where it is not a fixed text. */
  shown?: Sentence;
  /** Never repeated in a message, because it may hold a password. */
  secret?: true;
};

/** What each setting means, for messages and for the page of settings. */
export const about = z.registry<About>();

/** A whole number, with its default. */
export const whole = (min: number, max: number, fallback: number) =>
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max))
    .prefault(String(fallback));

/** The sentence that refuses a wrong number. */
export const wholeRule = (min: number, max: number): Sentence => ({
  ja: `${min} から ${max} までの整数にしてください。`,
  en: `It must be a whole number from ${min} to ${max}.`,
});

/** An address with one of these schemes. */
export const url = (...schemes: string[]) =>
  z.string().refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol));
