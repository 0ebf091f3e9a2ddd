import type { Memo, MemoStep } from '@engawa/contract/memos';
import type { Part } from './policy.ts';
import type { MemoRow, stepsOf } from './queries.ts';

/** A memo as a reader may see it: those of another section are shown the name and the wish to be called. */
export function presentMemo(row: MemoRow, part: Part): Memo {
  const nameOnly = part !== 'all';
  const caller = {
    name: row.callerName ?? '',
    organisation: row.callerOrganisation,
    number: row.callerNumber,
  };
  return {
    id: row.id,
    rev: row.rev,
    authorId: row.authorId,
    caller: row.callerName === null ? null : nameOnly ? { ...caller, organisation: '', number: '' } : caller,
    personId: row.personId,
    sectionId: row.sectionId,
    overflowSectionId: row.overflowSectionId,
    ownerId: row.ownerId,
    askedBy: row.askedBy,
    escalatedTo: row.escalatedTo,
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- checks of the database hold the columns to these values
    ask: row.ask as Memo['ask'],
    urgent: row.urgent,
    subject: nameOnly ? '' : row.subject,
    note: nameOnly ? '' : row.note,
    nameOnly,
    callId: row.callId,
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- checks of the database hold the columns to these values
    state: row.state as Memo['state'],
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- checks of the database hold the columns to these values
    closedAs: row.closedAs as Memo['closedAs'],
    result: nameOnly ? '' : row.result,
    label: row.label,
    dueAt: row.dueAt.toISOString(),
    overdueAt: row.overdueAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    closedBy: row.closedBy,
  };
}

/** A step as a reader may see it; its words belong to the text of the memo. */
export function presentStep(row: Awaited<ReturnType<typeof stepsOf>>[number], part: Part): MemoStep {
  return {
    no: row.no,
    at: row.at.toISOString(),
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- checks of the database hold the columns to these values
    kind: row.kind as MemoStep['kind'],
    actorId: row.actorId,
    personId: row.personId,
    sectionId: row.sectionId,
    text: part === 'all' ? row.text : '',
  };
}
