import type { CommandTable } from '../platform/live/command.ts';
import { answerMemo } from './answer-memo.ts';
import { claimMemo } from './claim-memo.ts';
import { closeMemo } from './close-memo.ts';
import { handMemo } from './hand-memo.ts';
import { seeMemo } from './see-memo.ts';
import { writeMemo } from './write-memo.ts';

export function memoCommands(table: CommandTable): void {
  table.add('memo:write', writeMemo);
  table.add('memo:claim', claimMemo);
  table.add('memo:see', seeMemo);
  table.add('memo:hand', handMemo);
  table.add('memo:answer', answerMemo);
  table.add('memo:close', closeMemo);
}
