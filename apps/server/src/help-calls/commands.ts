import type { CommandTable } from '#platform/live/command.ts';
import { declineHelp, goToHelp, withdrawHelp } from './answer-help.ts';
import { askHelp } from './ask-help.ts';

export function helpCallCommands(table: CommandTable): void {
  table.add('help:ask', askHelp);
  table.add('help:go', goToHelp);
  table.add('help:decline', declineHelp);
  table.add('help:withdraw', withdrawHelp);
}
