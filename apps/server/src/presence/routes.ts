import { Repeats } from '@engawa/contract/presence';
import { meOf, type App } from '#platform/http/edge.ts';
import type { Platform } from '#platform/platform.ts';
import { repeatsOf } from './queries.ts';

export function presenceRoutes(app: App, { db }: Platform): void {
  app.get('/api/presence/repeats', { schema: { response: { 200: Repeats } } }, async (request) =>
    Repeats.parse(await repeatsOf(db, meOf(request).personId)),
  );
}
