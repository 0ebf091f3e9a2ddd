import { readFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);

/** Reads the lines of a text file of this package, without comment and empty lines. */
export function dataLines(path: string, comment = /^#/): string[] {
  return readFileSync(new URL(path, root), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !comment.test(line));
}

/** Reads a file of this package as bytes. */
export function dataBytes(path: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(path, root)));
}
