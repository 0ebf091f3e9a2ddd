import { Preferences } from '@engawa/contract/preferences';
import type { CommandParsed } from '@engawa/contract/socket';
import { userScope } from '@engawa/contract/scopes';
import type { Tx } from '@engawa/db/transact';
import { businessDay } from '../platform/clock.ts';
import { publish } from '../platform/live/publish.ts';
import type { Me } from '../platform/me.ts';
import type { Platform } from '../platform/platform.ts';
import { headedSections, keptSecretOf, preferencesOf, writePreferences } from './queries.ts';

/** One's own settings, on all of one's devices. */
export async function setPreferences(
  tx: Tx,
  me: Me,
  { preferences }: CommandParsed<'preference:set'>,
  platform: Platform,
): Promise<Record<string, never>> {
  await writePreferences(tx, me.personId, preferences);
  await publish(tx, platform.live.deliver, platform.clock.now(), [
    { scope: userScope(me.personId), type: 'preference:changed', data: preferences },
  ]);
  return {};
}

/** What a page needs to know of the person it belongs to. An older row gets the defaults it lacks. */
export async function readSelf(
  platform: Platform,
  me: Me,
): Promise<{ preferences: Preferences; headOf: string[]; keptSecret: string }> {
  const [value, headOf, keptSecret] = await Promise.all([
    preferencesOf(platform.db, me.personId),
    headedSections(platform.db, me.personId, businessDay(platform.clock.now())),
    keptSecretOf(platform.db, me.personId),
  ]);
  const preferences = Preferences.catch(Preferences.parse({})).parse(value);
  return { preferences, headOf, keptSecret: keptSecret.toString('base64') };
}
