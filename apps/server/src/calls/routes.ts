import { Calls, CallsQuery } from '@engawa/contract/calls';
import { meOf, type App } from '#platform/http/edge.ts';
import type { Platform } from '#platform/platform.ts';
import { mayTalk } from './policy.ts';
import { presentCall, presentRecord } from './present.ts';
import { callsById, legsOf, openLegs, pastCalls } from './queries.ts';

const pageOf = 50;

export function callRoutes(app: App, { db, zones, clock }: Platform): void {
  app.get(
    '/api/calls',
    { schema: { querystring: CallsQuery, response: { 200: Calls } } },
    async (request): Promise<Calls> => {
      const me = meOf(request);
      const now = clock.now().toISOString();
      if (!mayTalk(zones, me)) return { now, open: [], past: [], next: null };
      const [open, past] = await Promise.all([
        openLegs(db, [me.personId]),
        pastCalls(db, me.personId, request.query.before, pageOf),
      ]);
      const ids = open.map(({ id }) => id);
      const [rows, legs] = await Promise.all([
        callsById(db, ids),
        legsOf(db, [...ids, ...past.map(({ id }) => id)]),
      ]);
      return {
        now,
        open: rows.map((row) => presentCall(row, legs)),
        past: past.map((row) => presentRecord(row, legs)),
        next: past.length === pageOf ? (past.at(-1)?.id ?? null) : null,
      };
    },
  );
}
