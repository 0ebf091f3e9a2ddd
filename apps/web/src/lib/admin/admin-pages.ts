import type { Role } from '@engawa/contract/sessions';
import { t } from '#lib/text/admin.ts';

const pages = [
  ['people', 'system'],
  ['import', 'system'],
  ['plans', 'system'],
  ['places', 'system'],
  ['roles', 'system'],
  ['labels', 'system'],
  ['stamps', 'system'],
  ['redactions', 'records'],
  ['meter', 'system'],
  ['audit', 'audit'],
  ['hall', 'system'],
] as const satisfies (readonly [keyof typeof t.pages, Role])[];

/** The pages of the administration that these roles open; administrators read the log too. */
export function adminPages(roles: readonly Role[]): { href: string; label: string }[] {
  const isOpen = (role: Role) => roles.includes(role) || (role === 'audit' && roles.includes('system'));
  return pages
    .filter(([, role]) => isOpen(role))
    .map(([page]) => ({ href: `/admin/${page}`, label: t.pages[page] }));
}
