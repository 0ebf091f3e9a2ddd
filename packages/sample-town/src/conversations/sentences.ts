/** Splits a message into its sentences, without addressees and list marks, to count repetitions. */
export function sentencesOf(body: string): string[] {
  return body
    .replaceAll(/<@[^>]*>/g, '')
    .split(/\n|(?<=[。？])/)
    .map((sentence) =>
      sentence
        .replace(/^\s*(?:[-*>]|\d+\.)\s+/, '')
        .replace(/^\s*(?:さん、)?/, '')
        .trim(),
    )
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

/** Counts how often each sentence was said and says whether one more is too many. */
export class SentenceCount {
  /** How often a sentence may have been said up to now; it grows with the months. */
  limit = 3;
  readonly #counts = new Map<string, number>();

  of(sentence: string): number {
    return this.#counts.get(sentence) ?? 0;
  }

  /** Gives the count of the most used sentence of a text. */
  most(body: string): number {
    return Math.max(0, ...sentencesOf(body).map((sentence) => this.of(sentence)));
  }

  add(bodies: readonly string[]): void {
    for (const sentence of bodies.flatMap(sentencesOf)) this.#counts.set(sentence, this.of(sentence) + 1);
  }

  /** Tells whether texts said together would pass the limit. */
  fits(bodies: readonly string[]): boolean {
    const more = new Map<string, number>();
    for (const sentence of bodies.flatMap(sentencesOf)) more.set(sentence, (more.get(sentence) ?? 0) + 1);
    return [...more].every(([sentence, count]) => this.of(sentence) + count <= this.limit);
  }
}
