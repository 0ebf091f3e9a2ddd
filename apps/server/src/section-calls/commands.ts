import type { CommandTable } from '#platform/live/command.ts';
import { acceptSectionCall } from './accept-section-call.ts';
import { cancelSectionCall, refuseSectionCall } from './leave-section-call.ts';
import { offerSectionCall } from './offer-section-call.ts';
import { setLine } from './set-line.ts';

export function sectionCallCommands(table: CommandTable): void {
  table.add('section-call:offer', offerSectionCall);
  table.add('section-call:accept', acceptSectionCall);
  table.add('section-call:refuse', refuseSectionCall);
  table.add('section-call:cancel', cancelSectionCall);
  table.add('section-line:set', setLine);
}
