import { DirectoryPerson } from '@engawa/contract/people';
import { orgScope } from '@engawa/contract/scopes';
import type { Tx } from '@engawa/db/transact';
import { businessDay } from '#platform/clock.ts';
import type { NewEvent } from '#platform/live/publish.ts';
import type { Platform } from '#platform/platform.ts';
import { directoryPerson } from './queries.ts';

/** Tells every page how a person stands in the directory after a change; the caller publishes it. */
export async function changedPerson(
  tx: Tx,
  { clock }: Pick<Platform, 'clock'>,
  personId: string,
): Promise<NewEvent> {
  const person = DirectoryPerson.parse(await directoryPerson(tx, personId, businessDay(clock.now())));
  return { scope: orgScope, type: 'person:changed', data: person };
}
