import { Knocks } from '@engawa/contract/knocks';
import { meOf, type App } from '#platform/http/edge.ts';
import type { Platform } from '#platform/platform.ts';
import { mayTalk } from '../calls/policy.ts';
import { waitMs } from './policy.ts';
import { presentKnock } from './present.ts';
import { askedIn, knocksOf } from './queries.ts';

export function knockRoutes(app: App, { db, zones, clock }: Platform): void {
  app.get('/api/knocks', { schema: { response: { 200: Knocks } } }, async (request): Promise<Knocks> => {
    const me = meOf(request);
    const at = clock.now();
    const now = at.toISOString();
    if (!mayTalk(zones, me)) return { now, knocks: [] };
    // For as long as their words are kept.
    const rows = await knocksOf(db, me.personId, new Date(at.getTime() - waitMs.forgotten));
    const asked = await askedIn(
      db,
      rows.map(({ id }) => id),
    );
    return { now, knocks: rows.map((row) => presentKnock(row, asked)) };
  });
}
