import { businessDay } from '#platform/clock.ts';
import type { Platform } from '#platform/platform.ts';
import { changesSince, firstMark, peopleWithRepeats, removePast } from './queries.ts';
import { onChange } from './tell-change.ts';
import type { Standings } from './tell-standings.ts';

/** A poke that gets lost, on a bus that may lose everything, is made good after so long. */
const pollMs = 2_000;
const tidyMs = 60_000;

/**
 * Hears whose standing changed: by poke at once, and by asking the database, which also knows of servers that
 * died and of times that came. Answers how to stop.
 */
export function hearChanges(platform: Platform, standings: Standings): () => Promise<void> {
  const { db, clock, live, log } = platform;
  let mark: string | undefined;
  let since = clock.now();
  let nodes = '';
  let tidiedAt = -Infinity;
  let asking: Promise<void> | undefined;
  let owedRights: 'some' | 'all' | undefined;

  /** What could not be read is owed still, and asked for with the next poll. */
  const readRights = async () => {
    const of = owedRights;
    if (!of) return;
    owedRights = undefined;
    try {
      await standings.rightsChanged(of);
    } catch (error) {
      owedRights ??= of;
      throw error;
    }
  };

  const ask = async () => {
    mark ??= await firstMark(db);
    const now = clock.now();
    const changes = await changesSince(db, mark, { since, now });
    const { today } = await standings.rules;
    const turned =
      businessDay(since) !== businessDay(now) ||
      [today?.opens, today?.closes].some((at) => at && at > since && at <= now);
    standings.changed([...changes.touched, ...changes.due]);
    if (turned) {
      standings.timeChanged(await peopleWithRepeats(db));
      // A post may have begun or ended with the day.
      owedRights ??= 'some';
    }
    await readRights();
    const alive = changes.nodes.join();
    if (alive !== nodes) standings.everybodyChanged();
    [mark, since, nodes] = [changes.mark, now, alive];
    if (performance.now() - tidiedAt < tidyMs) return;
    tidiedAt = performance.now();
    await removePast(db, now, businessDay(now));
  };

  const timer = setInterval(() => {
    asking ??= ask()
      .catch((error: unknown) => log.warn({ err: error }, 'presence could not be read; trying again'))
      .finally(() => (asking = undefined));
  }, pollMs);

  onChange(live, (personId) => standings.changed([personId]));
  const rightsChanged = (of: 'some' | 'all') => () => {
    owedRights = owedRights === 'all' ? 'all' : of;
    void readRights().catch((error: unknown) =>
      log.warn({ err: error }, 'who may see whom could not be read; trying again'),
    );
  };
  // A new photo is no reason to tell everybody of everybody.
  live.on('directory:changed', rightsChanged('some'));
  live.on('person:changed', rightsChanged('some'));
  live.on('hall:changed', rightsChanged('all'));
  live.on('labels:changed', rightsChanged('all'));

  return async () => {
    clearInterval(timer);
    await asking;
  };
}
