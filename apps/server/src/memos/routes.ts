import { z } from 'zod';
import { Id } from '@engawa/contract/base';
import { MemoList, MemoPage } from '@engawa/contract/memos';
import { businessDay } from '../platform/clock.ts';
import { meOf, type App } from '../platform/http/edge.ts';
import type { Me } from '../platform/me.ts';
import type { Platform } from '../platform/platform.ts';
import { findMemo } from './find-memo.ts';
import { partOf } from './policy.ts';
import { presentMemo, presentStep } from './present.ts';
import { earlierThan, memosOf, sectionsAbove, stepsOf, type MemoRow } from './queries.ts';

const dayMs = 86_400_000;
const closedDays = 14;
const most = 1000;
const mostEarlier = 5;

/** How a reader sees each of some memos that concern them. */
const seenBy = (personId: string, sections: string[]) => (memo: MemoRow) => {
  const isMine = (section: string | null) => section !== null && sections.includes(section);
  const among = { section: isMine(memo.sectionId), overflow: isMine(memo.overflowSectionId) };
  return presentMemo(memo, partOf(memo, personId, among));
};

export function memoRoutes(app: App, platform: Platform): void {
  const { db, clock, zones } = platform;

  const readerOf = async ({ personId, zone }: Me) => ({
    personId,
    sections: await sectionsAbove(db, personId, businessDay(clock.now())),
    opens: zones.opens(zone),
  });

  app.get('/api/memos', { schema: { response: { 200: MemoList } } }, async (request) => {
    const reader = await readerOf(meOf(request));
    const since = new Date(clock.now().getTime() - closedDays * dayMs);
    const memos = await memosOf(db, reader, since, most);
    return { sections: reader.sections, memos: memos.map(seenBy(reader.personId, reader.sections)) };
  });

  app.get(
    '/api/memos/:id',
    { schema: { params: z.strictObject({ id: Id }), response: { 200: MemoPage } } },
    async (request) => {
      const me = meOf(request);
      const { memo, part } = await findMemo(db, platform, me, request.params.id);
      const reader = await readerOf(me);
      const steps = await stepsOf(db, memo.id);
      const earlier = part === 'all' ? await earlierThan(db, reader, memo, mostEarlier) : [];
      return {
        memo: presentMemo(memo, part),
        steps: steps.map((step) => presentStep(step, part)),
        earlier: earlier.map(seenBy(reader.personId, reader.sections)),
      };
    },
  );
}
