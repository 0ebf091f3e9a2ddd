import type { CommandTable } from '#platform/live/command.ts';
import { seeSetBy, setPresence, setQuiet } from './set-presence.ts';

export function presenceCommands(table: CommandTable): void {
  table.addAlone('presence:set', setPresence);
  table.addAlone('presence:quiet', setQuiet);
  table.addAlone('presence:seen', seeSetBy);
}
