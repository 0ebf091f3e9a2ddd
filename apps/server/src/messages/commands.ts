import type { CommandTable } from '../platform/live/command.ts';
import { editMessage, hideMessage } from './edit-message.ts';
import { redactMessage } from './redactions/redact-message.ts';
import { sendMessage } from './send-message.ts';
import { addStamp, retireStamp, stampMessage } from './stamp-message.ts';

export function messageCommands(table: CommandTable): void {
  table.addAlone('message:send', sendMessage);
  table.add('message:edit', editMessage);
  table.add('message:hide', hideMessage);
  table.add('message:redact', redactMessage);
  table.add('message:stamp', stampMessage);
  table.add('stamp:add', addStamp);
  table.add('stamp:retire', retireStamp);
}
