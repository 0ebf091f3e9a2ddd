import type { CommandParsed } from '@engawa/contract/socket';
import { newId } from '@engawa/db/id';
import { transact } from '@engawa/db/transact';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { replaceRepeats, touch } from './queries.ts';
import { tellChange } from './tell-change.ts';

/** All that I repeat every week, instead of what was there before; the same again changes nothing. */
export async function setRepeats(
  platform: Platform,
  me: Me,
  { repeats }: CommandParsed<'presence:repeat'>,
): Promise<Record<string, never>> {
  return transact(platform.db, async (tx) => {
    await replaceRepeats(
      tx,
      me.personId,
      repeats.map((repeat) => ({ ...repeat, id: newId() })),
    );
    await touch(tx, [me.personId]);
    tellChange(tx, platform.live, [me.personId]);
    return {};
  });
}
