import type { Role } from '@engawa/contract/sessions';

/** Who may look at and bring in a phone list, and print slips for the first sign-in. */
export function mayImport({ roles }: { roles: readonly Role[] }): boolean {
  return roles.includes('system');
}
