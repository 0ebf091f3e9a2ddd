import { errorCodes, type ErrorBody, type ErrorCode } from '@engawa/contract/errors';

type More = Partial<Pick<ErrorBody, 'retryAfterMs' | 'detail'>>;

/** An error that a person can cause or wait out; everything else crashes to the edge. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly more: More;
  constructor(code: ErrorCode, more: More = {}) {
    super(code);
    this.name = 'AppError';
    this.code = code;
    this.more = more;
  }
  get status(): number {
    return errorCodes[this.code].status;
  }
}

/** The connection to PostgreSQL died or it is going down: the outcome is unknown, the same id settles it. */
const lostDatabase = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '53100',
  '53200',
  '58030',
  '57014',
  '55P03',
  '40001',
  '40P01',
  '25006',
  '25P03',
]);

/** A value that no column can hold: text with NUL, a number or a time out of range, an id that is none. */
const unstorable = new Set(['22021', '22P05', '22003', '22007', '22008', '22P02']);

/** Turns anything thrown into an AppError; `undefined` means nobody expected it. */
export function asAppError(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  if (code && (lostDatabase.has(code) || code.startsWith('08'))) {
    return new AppError('unavailable', { retryAfterMs: 1000 });
  }
  if (unstorable.has(code)) return new AppError('invalid_input');
  return undefined;
}

/** The `code` field of an error from PostgreSQL or the system, '' where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** The wire form of an error. */
export function errorBody(error: AppError, id?: string): ErrorBody {
  return { code: error.code, retry: errorCodes[error.code].retry, ...(id && { id }), ...error.more };
}
