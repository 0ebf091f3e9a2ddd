import type { HelpCall, HelpState } from '@engawa/contract/help-calls';
import { partOf } from './policy.ts';
import type { HeardRow, HelpRow } from './queries.ts';

/** A call for help as one person, or the shared PC that asks, sees it. */
export function presentHelp(row: HelpRow, heard: readonly HeardRow[], reader: string): HelpCall {
  const told = heard.filter(({ helpCallId }) => helpCallId === row.id);
  const declined = told.some((one) => one.personId === reader && one.declined);
  return {
    id: row.id,
    rev: row.rev,
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- a check of the database holds the column to these values
    state: row.state as HelpState,
    askerId: row.askerId,
    placeName: row.placeName,
    sectionId: row.sectionId,
    place: row.place,
    isWide: row.isWide,
    heard: told.length,
    takerId: row.takerId,
    mine: row.placeId === reader ? 'asked' : partOf(row, reader, declined),
    askedAt: row.askedAt.toISOString(),
    dueAt: row.dueAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
