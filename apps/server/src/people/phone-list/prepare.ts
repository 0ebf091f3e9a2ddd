import { createHash } from 'node:crypto';
import type { ColumnKind, Correction, Finding, PhoneListReading } from '@engawa/contract/phone-list';
import { differenceOf, tellsSections, type Difference } from './difference.ts';
import { readHallState, type HallState } from './hall-state.ts';
import { numberKey } from './number-key.ts';
import { readPhoneList, type PhoneList } from './read-phone-list.ts';

/** A file, what a person decided about it, and the hall as it stands (JSON text). */
export interface ListWork {
  bytes: Uint8Array;
  reading: PhoneListReading | undefined;
  corrections: readonly Correction[];
  leaveOut: readonly number[];
  hall: string;
}

/** A list read against the hall. */
export interface PreparedList {
  /** Of everything that decides what the import would do. */
  digest: string;
  list: PhoneList;
  hall: HallState;
  difference: Difference;
  tellsSections: boolean;
}

/** Reads a list against the hall; undefined where the file holds no people at all. */
export function prepareList(work: ListWork): PreparedList | undefined {
  const hall = readHallState(work.hall);
  const { reading, corrections, leaveOut } = work;
  const existing = hall.sections.map(({ path }) => path);
  const read = readPhoneList(work.bytes, { reading, corrections, leaveOut, existing });
  if (!read || read.people.length === 0) return undefined;
  const findings = [...read.findings, ...loginNameFindings(read, hall)];
  const list = {
    ...read,
    findings: findings.toSorted((a, b) => a.line - b.line || Number(b.blocks) - Number(a.blocks)),
  };
  const told = new Set<ColumnKind>([...list.reading.columns, ...corrections.map(({ column }) => column)]);
  const difference = differenceOf(list.people, hall.people, told, list.outside);
  return {
    digest: digestOf(work, list.reading),
    list,
    hall,
    difference,
    tellsSections: tellsSections(told),
  };
}

function digestOf({ bytes, corrections, leaveOut, hall }: ListWork, reading: PhoneListReading): string {
  const { headingLine, columns, sameAsAbove } = reading;
  return createHash('sha256')
    .update(bytes)
    .update(JSON.stringify([headingLine, columns, sameAsAbove, corrections, leaveOut]))
    .update(hall)
    .digest('hex');
}

// A login name is one person's: neither two rows nor somebody else in the hall may have it.
function loginNameFindings({ people }: PhoneList, hall: HallState): Finding[] {
  const owners = new Map(hall.people.map(({ loginName, staffNo }) => [loginName, numberKey(staffNo)]));
  return people.flatMap(({ line, loginName, staffNo }): Finding[] => {
    if (loginName === '') return [];
    const owner = owners.get(loginName);
    owners.set(loginName, numberKey(staffNo));
    if (owner === undefined || owner === numberKey(staffNo)) return [];
    return [{ line, code: 'login_name_taken', blocks: true, column: 'loginName', about: loginName }];
  });
}
