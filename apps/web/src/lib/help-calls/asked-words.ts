import type { HelpCall } from '@engawa/contract/help-calls';
import { t } from '#lib/text/help-calls.ts';

/** How what I asked for stands. */
export function askedWords(help: HelpCall, people: { name(id: string): string }): string {
  if (help.takerId) return t.goes(people.name(help.takerId));
  if (help.state === 'unanswered') return help.heard === 0 ? t.nobodyFree : t.nobodyCame;
  if (help.state === 'withdrawn') return t.withdrawn;
  return help.isWide ? t.wide(help.heard) : t.told(help.heard);
}
