import type { CommandTable } from '#platform/live/command.ts';
import { setRepeats } from './set-repeats.ts';
import { seeSetBy, setPresence, setQuiet } from './set-presence.ts';

export function presenceCommands(table: CommandTable): void {
  table.addAlone('presence:set', setPresence);
  table.addAlone('presence:quiet', setQuiet);
  table.addAlone('presence:repeat', setRepeats);
  table.addAlone('presence:seen', seeSetBy);
}
