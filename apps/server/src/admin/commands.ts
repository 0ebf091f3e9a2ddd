import type { CommandTable } from '#platform/live/command.ts';
import { changeHall } from './change-hall.ts';
import { changeLabelName, changeRule } from './change-label.ts';
import { disablePerson, enablePerson } from './disable-person.ts';
import { grantRole, revokeRole } from './grant-role.ts';

export function adminCommands(table: CommandTable): void {
  table.add('person:disable', disablePerson);
  table.add('person:enable', enablePerson);
  table.add('role:grant', grantRole);
  table.add('role:revoke', revokeRole);
  table.add('hall:change', changeHall);
  table.add('label:rule', changeRule);
  table.add('label:rename', changeLabelName);
}
