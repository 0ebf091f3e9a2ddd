import { admin as ja } from './ja/admin.ts';
import { auditActions as jaActions } from './ja/audit-actions.ts';
import { language } from './language.ts';

const isEnglish = language === 'en';

/** Words of the administration. */
export const t = isEnglish ? (await import('./en/admin.ts')).admin : ja;

const actions = isEnglish ? (await import('./en/audit-actions.ts')).auditActions : jaActions;

/** What an action of the log is called. */
export const actionName = (action: string): string => actions[action] ?? action;
