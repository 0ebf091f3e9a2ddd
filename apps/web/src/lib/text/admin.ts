import { admin as ja } from './ja/admin.ts';
import * as jaAudit from './ja/audit-actions.ts';
import { language } from './language.ts';

const isEnglish = language === 'en';

/** Words of the administration. */
export const t = isEnglish ? (await import('./en/admin.ts')).admin : ja;

/** Words of the log: actions, their details and values. */
export const audit = isEnglish ? await import('./en/audit-actions.ts') : jaAudit;

/** What an action of the log is called. */
export const actionName = (action: string): string => audit.auditActions[action] ?? action;
