import type { Tx } from '@engawa/db/transact';
import type { Live } from '#platform/live/live.ts';

const prefix = 'presence:';

/** After the commit: this server and the others read again where those people are. */
export function tellChange(tx: Tx, live: Live, personIds: readonly string[]): void {
  const pokes = personIds.map((id) => `${prefix}${id}`);
  tx.after(() => {
    for (const poke of pokes) live.heard(poke);
    live.bus.poke(pokes);
  });
}

/** Hears of the people whose standing somebody changed, here or on another server. */
export function onChange(live: Live, heard: (personId: string) => void): void {
  live.onPoke(prefix, heard);
}
