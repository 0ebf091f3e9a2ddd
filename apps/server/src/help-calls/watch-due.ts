import type { Tx } from '@engawa/db/transact';
import { businessDay } from '#platform/clock.ts';
import { runDueOf, watchDueOf, type DueRows } from '#platform/due.ts';
import type { Platform } from '#platform/platform.ts';
import { peopleInSection } from '../people/in-section.ts';
import { listFree } from '../presence/read-standing.ts';
import { keptMs, waitsMs } from './policy.ts';
import {
  addHeard,
  heardOf,
  putOff,
  removeEnded,
  takeDue,
  turnHelp,
  wholeOf,
  type HelpRow,
} from './queries.ts';
import { tellHelp } from './tell-help.ts';

const tidyMs = 600_000;

const dueHelp: DueRows<HelpRow> = {
  what: 'a call for help',
  take: takeDue,
  run: async (tx, platform, row) => tellHelp(tx, platform, await goFurther(tx, platform, row)),
  putOff,
};

/** Looks regularly for calls for help that nobody answered, and removes those that are long over. */
export function watchDue(platform: Platform): () => Promise<void> {
  const stop = watchDueOf(platform, dueHelp);
  const tidy = setInterval(() => {
    const before = new Date(platform.clock.now().getTime() - keptMs);
    removeEnded(platform.db, before).catch((error: unknown) =>
      platform.log.warn({ err: error }, 'old calls for help could not be removed'),
    );
  }, tidyMs);
  tidy.unref();
  return async () => {
    clearInterval(tidy);
    await stop();
  };
}

/** Does all that is due now. */
export const runDue = (platform: Platform): Promise<void> => runDueOf(platform, dueHelp);

/** From the section to the whole 課, to those who are free by now; after that it ends, and the asker is told. */
export async function goFurther(tx: Tx, platform: Platform, row: HelpRow): Promise<HelpRow> {
  const now = platform.clock.now();
  const known = new Set((await heardOf(tx, [row.id])).map(({ personId }) => personId));
  const whole = row.isWide ? row.sectionId : await wholeOf(tx, row.sectionId);
  const isWider = whole !== row.sectionId;
  const people = isWider ? await peopleInSection(tx, whole, businessDay(now)) : [];
  const more = (await listFree(tx, people, platform)).filter((id) => id !== row.askerId && !known.has(id));
  await addHeard(tx, row.id, more);
  const wider = { isWide: true, dueAt: new Date(now.getTime() + waitsMs.whole) };
  const over = { state: 'unanswered', endedAt: now, dueAt: null };
  return (await turnHelp(tx, row.id, more.length > 0 ? wider : over)) ?? row;
}
