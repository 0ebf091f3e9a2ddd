import type { CommandTable } from '#platform/live/command.ts';
import { issueSlips } from './issue-slips.ts';
import { importList } from './phone-list/import-list.ts';
import { setPreferences } from './set-preferences.ts';
import { removePhoto } from './set-photo.ts';

export function peopleCommands(table: CommandTable): void {
  table.add('preference:set', setPreferences);
  table.add('photo:remove', removePhoto);
  table.add('people:import', importList);
  table.addShownOnce('slips:issue', issueSlips);
}
