import type { CommandTable } from '#platform/live/command.ts';
import { endSession } from './end-session.ts';
import { issueCode } from './issue-code.ts';

export function sessionCommands(table: CommandTable): void {
  table.add('session:end', endSession);
  // A code is shown once: what is remembered for a retry does not hold it.
  table.add('code:issue', issueCode, (issued) => ({ ...issued, code: '' }));
}
