import type { Sentence } from '@engawa/server/src/listen.ts';

/** Something the person at the terminal can put right: said in one sentence of each language. */
export class Fault extends Error {
  readonly ja: string;
  readonly en: string;
  constructor({ ja, en }: Sentence) {
    super(en);
    this.name = 'Fault';
    this.ja = ja;
    this.en = en;
  }
}

/** The code of a system error, such as ENOSPC. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
