import type { ErrorBody } from '@engawa/contract/errors';

/** Whether the password itself was refused: such words stand at its field, not at the end of the form. */
export function isPasswordFault(refusal: ErrorBody | undefined): refusal is ErrorBody {
  return refusal?.code === 'weak_password' || refusal?.code === 'common_password';
}
