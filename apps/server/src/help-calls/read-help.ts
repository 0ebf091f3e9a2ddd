import type { HelpCall } from '@engawa/contract/help-calls';
import type { Database } from '@engawa/db/connect';
import { presentHelp } from './present.ts';
import { heardOf, helpById } from './queries.ts';

/** A call for help that a shared PC made, as that PC sees it. */
export async function readHelpOfPlace(
  db: Database,
  id: string,
  placeId: string,
): Promise<HelpCall | undefined> {
  const row = await helpById(db, id);
  return row?.placeId === placeId ? presentHelp(row, await heardOf(db, [id]), placeId) : undefined;
}
