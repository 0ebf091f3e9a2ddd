import type { PlanPreview } from '@engawa/contract/presence';
import { newId } from '@engawa/db/id';
import { transact } from '@engawa/db/transact';
import { writeAudit } from '#platform/audit.ts';
import { businessDay } from '#platform/clock.ts';
import { AppError } from '#platform/errors.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { mayImport } from '../../people/policy.ts';
import { peopleOf, replacePlans, touch } from '../queries.ts';
import { tellChange } from '../tell-change.ts';
import { readPlans, type PlanRow } from './read-plans.ts';

type Looked = { preview: PlanPreview; rows: (PlanRow & { personId: string })[] };

/** What a file would bring: who is found by staff number, what is doubtful, and what is over already. */
export async function lookAtPlans(platform: Platform, me: Me, bytes: Uint8Array): Promise<Looked> {
  if (!mayImport(me)) throw new AppError('not_allowed');
  const read = readPlans(bytes);
  if (!read) throw new AppError('not_a_plan');
  const now = platform.clock.now();
  const ids = await peopleOf(platform.db, [...new Set(read.rows.map(({ staffNo }) => staffNo))]);
  const ahead = read.rows.filter(({ endsAt }) => endsAt > now);
  const rows = ahead.flatMap((row) => {
    const personId = ids.get(row.staffNo);
    return personId ? [{ ...row, personId }] : [];
  });
  const unknown = ahead
    .filter(({ staffNo }) => !ids.has(staffNo))
    .map(({ line, staffNo }) => ({ line, why: 'no_person' as const, about: staffNo.slice(0, 60) }));
  const days = rows.map(({ startsAt }) => businessDay(startsAt)).sort();
  const faults = [...read.faults, ...unknown].sort((a, b) => a.line - b.line);
  return {
    rows,
    preview: {
      rows: rows.length,
      people: new Set(rows.map(({ personId }) => personId)).size,
      past: read.rows.length - ahead.length,
      first: days[0] ?? null,
      last: days.at(-1) ?? null,
      faults: faults.slice(0, 500),
    },
  };
}

/**
 * Brings in all of a file or nothing. For the people and the days in it, it takes the place of what came from
 * a file before, so that the same file again changes nothing. A choice by hand wins until its time.
 */
export async function importPlans(platform: Platform, me: Me, bytes: Uint8Array): Promise<PlanPreview> {
  const { preview, rows } = await lookAtPlans(platform, me, bytes);
  if (preview.faults.length > 0)
    throw new AppError('rows_blocked', { detail: { rows: preview.faults.length } });
  const [first] = rows;
  if (!first) throw new AppError('not_a_plan');
  const from = rows.reduce((least, { startsAt }) => (startsAt < least ? startsAt : least), first.startsAt);
  const until = rows.reduce((most, { endsAt }) => (endsAt > most ? endsAt : most), first.endsAt);
  const people = [...new Set(rows.map(({ personId }) => personId))];
  await transact(platform.db, async (tx) => {
    const plans = rows.map(({ line: _line, staffNo: _staffNo, ...row }) => ({
      ...row,
      id: newId(),
      source: 'rota' as const,
    }));
    await replacePlans(tx, people, { source: 'rota', from, until }, plans);
    await touch(tx, people);
    // How many, never who or where.
    await writeAudit(tx, platform.clock, me, {
      action: 'plans:imported',
      detail: { rows: rows.length, people: people.length },
    });
    tellChange(tx, platform.live, people);
  });
  return preview;
}
