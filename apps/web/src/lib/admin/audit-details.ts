import { audit, t } from '#lib/text/admin.ts';

/** A detail of the log as a person reads it. */
export type AuditDetail = { name: string; value: string };

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7/;

/**
 * What the log keeps of an action, in words. People stand under their names; ids of other things and counts
 * of nothing are for machines and stay in the CSV.
 */
export function auditDetails(
  detail: Record<string, unknown>,
  nameOf: (personId: string) => string,
): AuditDetail[] {
  const words: Record<string, string> = { ...audit.auditValues, ...t.zones };
  const actions: Record<string, string> = t.labelActions;
  const roles: Record<string, { name: string }> = t.roles;

  const told = (key: string, value: unknown): string => {
    if (Array.isArray(value))
      return value
        .map((one) => told(key, one))
        .filter(Boolean)
        .join('、');
    if (typeof value === 'number') return value === 0 ? '' : value.toLocaleString();
    if (typeof value === 'boolean') return words[String(value)] ?? '';
    if (typeof value !== 'string') return '';
    if (uuid.test(value)) return nameOf(value);
    if (key === 'action') return actions[value] ?? value;
    if (key === 'role' && roles[value]) return roles[value].name;
    if (key === 'changed') return audit.auditDetails[value] ?? words[value] ?? value;
    // What people wrote stays as it is, even where it spells a code.
    return key === 'word' || key === 'reason' ? value : (words[value] ?? value);
  };

  return Object.entries(detail).flatMap(([key, value]) => {
    const name = audit.auditDetails[key];
    const text = told(key, value);
    return name && text ? [{ name, value: text }] : [];
  });
}
