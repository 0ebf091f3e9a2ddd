import type { Me } from '#platform/me.ts';

/** People, roles, labels, stamps, import and the hall's settings. */
export const mayAdminister = (me: Me): boolean => me.roles.includes('system');

/** The audit log is read by those who check, and by administrators who look for a fault. */
export const mayReadAudit = (me: Me): boolean => me.roles.includes('audit') || me.roles.includes('system');

/** Without an administrator only the terminal would be left. */
export const leavesNobody = (administrators: readonly string[], leaving: string): boolean =>
  administrators.every((id) => id === leaving);
