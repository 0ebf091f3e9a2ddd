import type { ChosenState } from '@engawa/contract/presence';
import type { Tx } from '@engawa/db/transact';
import type { Platform } from '#platform/platform.ts';
import { touch, writeChoice } from './queries.ts';
import { settleChoice } from './settle-choice.ts';
import { tellChange } from './tell-change.ts';

export type Wanted = {
  personId: string;
  state: ChosenState;
  place: string;
  note: string;
  until: Date | null;
};

/**
 * Says where many people are at once, each as if they had chosen it themselves; a return may be past, and
 * 在席 without a time holds until it is changed, since nobody's line tells.
 */
export async function writeWhereabouts(tx: Tx, platform: Platform, all: readonly Wanted[]): Promise<void> {
  for (const { personId, until, ...rest } of all) {
    const me = { personId };
    const choice =
      until || rest.state === 'in'
        ? { ...rest, until, setBy: null }
        : await settleChoice(tx, platform, me, personId, { ...rest, until: null });
    await writeChoice(tx, personId, choice);
  }
  const people = all.map(({ personId }) => personId);
  await touch(tx, people);
  tellChange(tx, platform.live, people);
}
