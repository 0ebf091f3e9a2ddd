import type { CommandTable } from '#platform/live/command.ts';
import { addPlace, issuePlaceCode, revokePlace } from './manage-places.ts';

export function placeCommands(table: CommandTable): void {
  table.add('place:add', addPlace);
  table.addShownOnce('place:code', issuePlaceCode);
  table.add('place:revoke', revokePlace);
}
