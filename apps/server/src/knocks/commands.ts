import type { CommandTable } from '#platform/live/command.ts';
import { answerKnock } from './answer-knock.ts';
import { askFirst, holdLine } from './ask-first.ts';
import { startCall } from './start-call.ts';
import { seeKnock, withdrawKnock } from './withdraw-knock.ts';

export function knockCommands(table: CommandTable): void {
  table.add('knock:ask', askFirst);
  table.add('knock:hold', holdLine);
  table.add('knock:answer', answerKnock);
  table.add('knock:start', startCall);
  table.add('knock:withdraw', withdrawKnock);
  table.add('knock:seen', seeKnock);
}
