import type { Accounts } from './accounts.ts';
import type { Clerk } from './clerk.ts';
import type { Stage } from './journey.ts';
import type { Look } from './looks.ts';
import { administration } from './screens/administration.ts';
import { channels, cut } from './screens/channels.ts';
import { knocks } from './screens/knocks.ts';
import { outside } from './screens/outside.ts';
import { looker, prepareRoom } from './screens/prepared-room.ts';
import { rooms } from './screens/rooms.ts';
import { closeAll, type Screen } from './screens/screen.ts';

type See = (clerk: Clerk, screen: Screen) => Promise<void>;

/** Who sees which screens. */
const inside = [
  [looker, [...rooms, ...knocks, ...channels, ...cut]],
  ['土田 多恵', administration],
] as const;

/** Brings up every screen of Engawa in one look; answers those that never stood. */
export async function walk(
  { visit, enter, accounts, watch }: Pick<Stage, 'visit' | 'enter' | 'accounts' | 'watch'>,
  look: Look,
  see: See,
): Promise<string[]> {
  watch.expect(/status of 404/, /ERR_INTERNET_DISCONNECTED|WebSocket connection/);
  await prepareRoom(accounts);
  const missing: string[] = [];
  // The text size is a person's own: who is not signed in has none.
  if (look.textSize === 16) {
    missing.push(...(await walkAs(await visit('/sign-in', look.options), outside, look, see)));
  }
  for (const [person, screens] of inside) {
    const stop = await prefer(accounts, person, look);
    missing.push(
      ...(await walkAs(await enter(person, { ...look.options, at: '/settings' }), screens, look, see)),
    );
    await stop();
  }
  return missing;
}

async function walkAs(
  clerk: Clerk,
  screens: readonly Screen[],
  { device }: Look,
  see: See,
): Promise<string[]> {
  const { page } = clerk;
  const missing: string[] = [];
  for (const screen of screens.filter(({ only }) => only === undefined || only === device)) {
    if (!new URL(page.url()).pathname.startsWith(screen.at)) await page.goto(screen.at);
    try {
      await screen.show(clerk);
      await see(clerk, screen);
      await screen.after?.(clerk);
      if (screen.isOver) await closeAll(clerk);
    } catch (error) {
      missing.push(`${screen.name}: it never stood\n  ${String(error).slice(0, 600)}`);
      await clerk.context.setOffline(false);
      await page.goto(screen.at);
    }
  }
  return missing;
}

async function prefer(
  accounts: Accounts,
  person: string,
  { textSize }: Look,
): Promise<() => Promise<unknown>> {
  const session = await accounts.session(person);
  await accounts.command('preference:set', { preferences: { textSize } }, session);
  return () => accounts.command('preference:set', { preferences: {} }, session);
}
