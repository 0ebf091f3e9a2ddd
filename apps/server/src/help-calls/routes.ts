import { HelpCalls } from '@engawa/contract/help-calls';
import { meOf, type App } from '#platform/http/edge.ts';
import type { Platform } from '#platform/platform.ts';
import { mayTalk } from '../calls/policy.ts';
import { presentHelp } from './present.ts';
import { heardOf, openHelp } from './queries.ts';

export function helpCallRoutes(app: App, { db, zones }: Platform): void {
  app.get('/api/help-calls', { schema: { response: { 200: HelpCalls } } }, async (request) => {
    const me = meOf(request);
    if (!mayTalk(zones, me)) return [];
    const rows = await openHelp(db, me.personId);
    const heard = await heardOf(
      db,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => presentHelp(row, heard, me.personId));
  });
}
