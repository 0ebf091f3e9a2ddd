import { z } from 'zod';
import { Id } from '@engawa/contract/base';
import { SectionCalls, SectionLinePage } from '@engawa/contract/section-calls';
import { businessDay } from '#platform/clock.ts';
import { AppError } from '#platform/errors.ts';
import { readHall } from '#platform/hall.ts';
import { meOf, type App } from '#platform/http/edge.ts';
import type { Platform } from '#platform/platform.ts';
import { mayTalk } from '../calls/policy.ts';
import { sectionStands } from '../people/in-section.ts';
import { maySetLine, usualLine } from './policy.ts';
import { presentSectionCall } from './present.ts';
import { isHeadOf, lineOf, openSectionCalls, ringsOf, sectionsAnsweredBy } from './queries.ts';

export function sectionCallRoutes(app: App, { db, zones, clock }: Platform): void {
  app.get(
    '/api/section-calls',
    { schema: { response: { 200: SectionCalls } } },
    async (request): Promise<SectionCalls> => {
      const me = meOf(request);
      const now = clock.now();
      if (!mayTalk(zones, me)) return { now: now.toISOString(), open: [] };
      const mine = await sectionsAnsweredBy(db, me.personId, businessDay(now));
      const open = await openSectionCalls(db, me.personId, mine);
      const rings = await ringsOf(
        db,
        open.map(({ id }) => id),
      );
      const seesAll = (sectionId: string, callerId: string) =>
        callerId === me.personId || mine.includes(sectionId);
      return {
        now: now.toISOString(),
        open: open.map((row) => presentSectionCall(row, rings, seesAll(row.sectionId, row.callerId))),
      };
    },
  );

  app.get(
    '/api/section-lines/:id',
    { schema: { params: z.strictObject({ id: Id }), response: { 200: SectionLinePage } } },
    async (request): Promise<SectionLinePage> => {
      const me = meOf(request);
      const { id } = request.params;
      const day = businessDay(clock.now());
      if (!(await sectionStands(db, id, day))) throw new AppError('not_found');
      const line = (await lineOf(db, id)) ?? usualLine((await readHall(db)).ringSeconds);
      return { line, maySet: maySetLine(me.roles, await isHeadOf(db, me.personId, id, day)) };
    },
  );
}
