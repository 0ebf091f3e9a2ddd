import { transact } from '@engawa/db/transact';
import type { Town } from '@engawa/sample-town/town';
import { closeMemo } from '../memos/close-memo.ts';
import { claimMemo } from '../memos/claim-memo.ts';
import { leaveMemo } from '../memos/leave-memo.ts';
import { publish } from '../platform/live/publish.ts';
import type { Platform } from '../platform/platform.ts';
import { peopleByStaffNo, sectionsByPath } from './queries.ts';

const minuteMs = 60_000;

/** Leaves the town's phone memos as its people would have, each at its own time. */
export async function writeMemos(platform: Platform, { memos }: Pick<Town, 'memos'>): Promise<void> {
  const now = platform.clock.now().getTime();
  const { people, sections } = await transact(platform.db, async (tx) => ({
    people: await peopleByStaffNo(tx),
    sections: await sectionsByPath(tx),
  }));
  const at = (ago: number): Platform => ({
    ...platform,
    clock: { now: () => new Date(now - ago * minuteMs) },
  });
  const clientId = '';
  for (const { fromStaffNo, to, ago, closed, urgent = false, ...memo } of memos.toSorted(
    (a, b) => b.ago - a.ago,
  )) {
    const authorId = people.get(fromStaffNo);
    const target =
      'staffNo' in to
        ? { personId: people.get(to.staffNo) ?? '' }
        : { sectionId: sections.get(to.sectionPath) ?? '' };
    if (!authorId) continue;
    const memoId = await transact(platform.db, async (tx) => {
      const then = at(ago);
      const left = await leaveMemo(tx, then, { ...memo, urgent, authorId, to: target });
      await publish(tx, platform.live.deliver, then.clock.now(), left.events);
      return left.memoId;
    });
    const closer = closed && people.get(closed.byStaffNo);
    if (!closer) continue;
    const me = { personId: closer, sessionId: '', zone: 'lgwan', roles: [], address: '' } as const;
    const from = target.personId ?? null;
    const before = at(closed.ago + 5);
    await transact(platform.db, (tx) => claimMemo(tx, me, { clientId, memoId, from }, before));
    const end = { clientId, memoId, as: 'done', result: closed.result } as const;
    await transact(platform.db, (tx) => closeMemo(tx, me, end, at(closed.ago)));
  }
}
