import { csvText } from '@engawa/text/csv';
import { encodeCp932 } from './cp932.ts';

/** How a CSV leaves the house. */
export type OutEncoding = 'cp932' | 'utf-8-bom';

/**
 * Writes rows as Excel opens them. Where CP932 has no code for a name, the whole file is UTF-8
 * instead: a name is never changed.
 */
export function writeCsv(rows: readonly (readonly string[])[], encoding: OutEncoding): Uint8Array {
  const text = csvText(rows);
  const cp932 = encoding === 'cp932' ? encodeCp932(text) : undefined;
  if (cp932?.lost.length === 0) return cp932.bytes;
  return new TextEncoder().encode(`\ufeff${text}`);
}
