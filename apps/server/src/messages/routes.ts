import { z } from 'zod';
import { Id } from '@engawa/contract/base';
import { Message, MessagePage, MessageRevision, QuotedMessage } from '@engawa/contract/messages';
import { Notice } from '@engawa/contract/notices';
import { findSeat } from '../channels/find-seat.ts';
import { AppError } from '../platform/errors.ts';
import { meOf, type App } from '../platform/http/edge.ts';
import type { Me } from '../platform/me.ts';
import type { Platform } from '../platform/platform.ts';
import { presentMessage, presentQuoted } from './present.ts';
import { headOf, noticesOf, pageOf, readableMessages, readersOf, revisionsOf } from './queries.ts';

const OneId = z.strictObject({ id: Id });
const No = z.coerce.number().int().min(0);

const Window = z
  .strictObject({
    before: No.optional(),
    after: No.optional(),
    around: No.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  })
  .refine(
    ({ before, after, around }) => [before, after, around].filter((no) => no !== undefined).length <= 1,
  );

export function messageRoutes(app: App, platform: Platform): void {
  const readable = (me: Me, ids: string[]) =>
    readableMessages(platform.db, me.personId, platform.zones.opens(me.zone), ids);
  const readableOne = async (me: Me, id: string) => {
    const [row] = await readable(me, [id]);
    if (!row) throw new AppError('not_found');
    return row;
  };

  app.get(
    '/api/channels/:id/messages',
    { schema: { params: OneId, querystring: Window, response: { 200: MessagePage } } },
    async (request) => {
      const me = meOf(request);
      const seat = await findSeat(platform, me, request.params.id);
      const head = await headOf(platform.db, seat.id);
      const rows = await pageOf(platform.db, seat.id, request.query);
      const quoted = await readable(
        me,
        rows.flatMap((row) => row.quoteId ?? []),
      );
      const { before, after } = request.query;
      const own = rows.findLast(({ authorId }) => authorId === me.personId);
      const isOpening = before === undefined && after === undefined;
      const readBy = own && isOpening ? await readersOf(platform.db, own) : null;
      return { ...head, messages: rows.map(presentMessage), quotes: quoted.map(presentQuoted), readBy };
    },
  );

  app.get('/api/messages/:id', { schema: { params: OneId, response: { 200: Message } } }, async (request) =>
    presentMessage(await readableOne(meOf(request), request.params.id)),
  );

  app.get(
    '/api/messages/:id/revisions',
    { schema: { params: OneId, response: { 200: z.array(MessageRevision) } } },
    async (request) => {
      const message = await readableOne(meOf(request), request.params.id);
      if (message.hiddenAt || message.redactedAt) return [];
      const rows = await revisionsOf(platform.db, message.id);
      return rows.map((row) => ({ ...row, writtenAt: row.writtenAt.toISOString() }));
    },
  );

  app.get(
    '/api/messages/quoted',
    {
      schema: {
        querystring: z.strictObject({ ids: z.string().max(4000) }),
        response: { 200: z.array(QuotedMessage) },
      },
    },
    async (request) => {
      const ids = z.array(Id).max(100).safeParse(request.query.ids.split(','));
      if (!ids.success) throw new AppError('invalid_input');
      return (await readable(meOf(request), ids.data)).map(presentQuoted);
    },
  );

  app.get('/api/notices', { schema: { response: { 200: z.array(Notice) } } }, async (request) => {
    const me = meOf(request);
    const rows = await noticesOf(platform.db, me.personId, platform.zones.opens(me.zone), 50);
    return rows.map((row) => ({
      channelId: row.channelId,
      why: row.kind === 'direct' ? 'direct' : row.mentioned.includes(me.personId) ? 'mention' : 'all',
      read: row.no <= row.readNo && (row.unreadFrom === null || row.no < row.unreadFrom),
      message: presentMessage(row),
    }));
  });
}
