import type { Call, CallLeg, CallRecord } from '@engawa/contract/calls';
import type { CallRow, LegRow } from './queries.ts';

/** The columns are held to these values by checks of the database. */
export function presentCall(row: CallRow, legs: readonly LegRow[]): Call {
  return {
    id: row.id,
    rev: row.rev,
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- checks of the database hold the columns to these values
    state: row.state as Call['state'],
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- checks of the database hold the columns to these values
    reason: row.reason as Call['reason'],
    callerId: row.callerId,
    calleeId: row.calleeId,
    about: row.about,
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- checks of the database hold the columns to these values
    reply: row.reply as Call['reply'],
    offeredAt: row.offeredAt.toISOString(),
    ringUntil: row.ringUntil?.toISOString() ?? null,
    answeredAt: row.answeredAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    memoId: row.memoId,
    legs: legs.filter(({ callId }) => callId === row.id).map(presentLeg),
  };
}

/** A short cut is nobody's business: it is told once it lasts. */
function presentLeg(row: LegRow): CallLeg {
  return {
    personId: row.personId,
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- checks of the database hold the columns to these values
    part: row.part as CallLeg['part'],
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- checks of the database hold the columns to these values
    state: row.state as CallLeg['state'],
    device: row.device,
    held: row.held,
    cutAt: row.cutTold ? (row.cutAt?.toISOString() ?? null) : null,
    added:
      row.addedBy === null
        ? null
        : {
            by: row.addedBy,
            purpose: row.purpose === 'pass' ? 'pass' : 'join',
            ringUntil: row.ringUntil?.toISOString() ?? null,
          },
  };
}

type PastRow = Pick<
  CallRow,
  'id' | 'callerId' | 'calleeId' | 'state' | 'reason' | 'offeredAt' | 'answeredAt' | 'endedAt' | 'memoId'
>;

export function presentRecord(row: PastRow, legs: readonly LegRow[]): CallRecord {
  const { id, callerId, calleeId, answeredAt, endedAt } = row;
  const talkedMs = answeredAt && endedAt ? endedAt.getTime() - answeredAt.getTime() : null;
  return {
    id,
    callerId,
    calleeId,
    others: legs.filter((leg) => leg.callId === id && leg.part === 'added').map(({ personId }) => personId),
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- checks of the database hold the columns to these values
    state: row.state as CallRecord['state'],
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- checks of the database hold the columns to these values
    reason: row.reason as CallRecord['reason'],
    offeredAt: row.offeredAt.toISOString(),
    seconds: talkedMs === null ? null : Math.round(talkedMs / 1000),
    memoId: row.memoId,
  };
}
