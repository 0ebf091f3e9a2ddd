import type { SectionCall } from '@engawa/contract/section-calls';
import type { Ring } from './policy.ts';
import type { SectionCallRow } from './queries.ts';

/** `seesAll`: the caller and the section that was called; one that it went on to learns the name only. */
export function presentSectionCall(
  row: SectionCallRow,
  rings: readonly (Ring & { sectionCallId: string })[],
  seesAll: boolean,
): SectionCall {
  return {
    id: row.id,
    rev: row.rev,
    sectionId: row.sectionId,
    ringsIn: row.ringsIn,
    callerId: row.callerId,
    about: seesAll ? row.about : '',
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- a check of the database holds the column to these values
    state: row.state as SectionCall['state'],
    ahead: row.ahead,
    rung: row.endedAt
      ? []
      : rings
          .filter((ring) => ring.sectionCallId === row.id && ring.state === 'ringing')
          .map(({ personId }) => personId),
    takenBy: row.takenBy,
    memoId: row.memoId,
    offeredAt: row.offeredAt.toISOString(),
    waitsUntil: row.waitsUntil.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
