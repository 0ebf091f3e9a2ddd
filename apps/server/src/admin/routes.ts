import { Readable } from 'node:stream';
import { z } from 'zod';
import {
  AdminPeople,
  AuditPage,
  AuditQuery,
  Hall,
  PeopleQuery,
  PersonSessions,
  RolesPage,
} from '@engawa/contract/admin';
import { Id } from '@engawa/contract/base';
import { auditActions, readAudit } from '#platform/audit-log.ts';
import { businessDay } from '#platform/clock.ts';
import { readHall } from '#platform/hall.ts';
import { meOf, type App } from '#platform/http/edge.ts';
import type { Platform } from '#platform/platform.ts';
import { listSessions } from '../sessions/list-sessions.ts';
import { exportAudit } from './export-audit.ts';
import { mustSee } from './gate.ts';
import { mayAdminister, mayReadAudit } from './policy.ts';
import { presentHolder, presentPerson } from './present.ts';
import { peoplePage, personExists, roleHolders, sectionHeads } from './queries.ts';

const pageSize = 100;

/** Text that leaves in stretches. */
const Csv: z.ZodType<string | Readable> = z.string();

export function adminRoutes(app: App, platform: Platform): void {
  const { db, clock } = platform;
  const today = () => businessDay(clock.now());

  app.get('/api/admin/hall', { schema: { response: { 200: Hall } } }, async (request) => {
    mustSee(mayAdminister(meOf(request)));
    return readHall(db);
  });

  app.get(
    '/api/admin/people',
    { schema: { querystring: PeopleQuery, response: { 200: AdminPeople } } },
    async (request) => {
      mustSee(mayAdminister(meOf(request)));
      const rows = await peoplePage(db, request.query, today(), pageSize + 1);
      const page = rows.slice(0, pageSize);
      return {
        people: page.map(presentPerson),
        next: rows.length > pageSize ? (page.at(-1)?.staffNo ?? null) : null,
      };
    },
  );

  app.get(
    '/api/admin/people/:id/sessions',
    { schema: { params: z.strictObject({ id: Id }), response: { 200: PersonSessions } } },
    async (request) => {
      const me = meOf(request);
      mustSee(mayAdminister(me) && (await personExists(db, request.params.id)));
      return listSessions(platform, request.params.id, me.sessionId);
    },
  );

  app.get('/api/admin/roles', { schema: { response: { 200: RolesPage } } }, async (request) => {
    mustSee(mayAdminister(meOf(request)));
    const [holders, heads] = await Promise.all([roleHolders(db), sectionHeads(db, today())]);
    return { holders: holders.map(presentHolder), heads };
  });

  app.get(
    '/api/admin/audit',
    { schema: { querystring: AuditQuery, response: { 200: AuditPage } } },
    async (request) => {
      mustSee(mayReadAudit(meOf(request)));
      const [page, actions] = await Promise.all([readAudit(db, request.query, pageSize), auditActions(db)]);
      return { ...page, actions };
    },
  );

  app.get(
    '/api/admin/audit.csv',
    {
      config: { gives: 'text/csv' },
      schema: { querystring: AuditQuery.omit({ before: true }), response: { 200: Csv } },
      serializerCompiler: () => String,
    },
    async (request, reply) => {
      const me = meOf(request);
      mustSee(mayReadAudit(me));
      const csv = await exportAudit(platform, me, request.query);
      void reply.type('text/csv; charset=utf-8');
      void reply.header('content-disposition', `attachment; filename="audit-${today()}.csv"`);
      return reply.send(Readable.from(csv));
    },
  );
}
