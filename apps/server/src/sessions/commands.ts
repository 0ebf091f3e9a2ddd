import type { CommandTable } from '#platform/live/command.ts';
import { endSession } from './end-session.ts';
import { issueCode } from './issue-code.ts';

export function sessionCommands(table: CommandTable): void {
  table.add('session:end', endSession);
  table.addShownOnce('code:issue', issueCode);
}
