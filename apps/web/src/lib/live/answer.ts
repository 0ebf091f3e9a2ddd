import { errorCodes, type ErrorBody, type ErrorCode } from '@engawa/contract/errors';
import type { Answer } from '@engawa/contract/live';

/** An answer that this page gives itself, as the server would have written it. */
export function refused(code: ErrorCode, rest: Partial<ErrorBody> = {}): { ok: false; error: ErrorBody } {
  return { ok: false, error: { code, retry: errorCodes[code].retry, ...rest } };
}

/** The one place where what came over the wire is taken at its word: the server checks what it sends. */
export function asAnswer<T>(wire: unknown): Answer<T> {
  if (typeof wire === 'object' && wire !== null) {
    if ('ok' in wire) return wire as Answer<T>;
    if ('error' in wire) return { ok: false, error: wire.error as ErrorBody };
    if ('code' in wire && 'retry' in wire) return { ok: false, error: wire as ErrorBody };
  }
  return refused('unavailable');
}
