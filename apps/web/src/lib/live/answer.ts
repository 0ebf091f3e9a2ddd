import { errorCodes, type ErrorBody, type ErrorCode } from '@engawa/contract/errors';
import type { Answer } from '@engawa/contract/live';

/** An answer that this page gives itself, as the server would have written it. */
export function refused(code: ErrorCode, rest: Partial<ErrorBody> = {}): { ok: false; error: ErrorBody } {
  return { ok: false, error: { code, retry: errorCodes[code].retry, ...rest } };
}

/** The one place where what came over the wire is taken at its word: the server checks what it sends. */
export function asAnswer<T>(wire: unknown): Answer<T> {
  const looksRight = typeof wire === 'object' && wire !== null && 'ok' in wire;
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- checking again costs 78 kB
  return looksRight ? (wire as Answer<T>) : refused('unavailable');
}
