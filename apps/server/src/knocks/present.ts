import type { Knock } from '@engawa/contract/knocks';
import type { askedIn, KnockRow } from './queries.ts';

/** The columns are held to these values by checks of the database. */
export function presentKnock(row: KnockRow, asked: Awaited<ReturnType<typeof askedIn>>): Knock {
  const caller = { name: row.callerName, organisation: row.callerOrganisation, number: row.callerNumber };
  return {
    id: row.id,
    rev: row.rev,
    askerId: row.askerId,
    device: row.device,
    personId: row.personId,
    sectionId: row.sectionId,
    asked: asked.filter(({ knockId }) => knockId === row.id).map(({ personId }) => personId),
    about: row.about,
    caller: row.holds ? caller : null,
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- checks of the database hold the columns to these values
    state: row.state as Knock['state'],
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- checks of the database hold the columns to these values
    answer: row.answer as Knock['answer'],
    answererId: row.answererId,
    askedAt: row.askedAt.toISOString(),
    until: row.endedAt ? null : (row.dueAt?.toISOString() ?? null),
    endedAt: row.endedAt?.toISOString() ?? null,
    memoId: row.memoId,
    seen: row.seenAt !== null,
  };
}
