import { Drafts } from './drafts.svelte.ts';
import type { Keeping, Kept } from './kept.ts';
import { noStore } from './no-store.ts';
import { moveOldDatabase } from './old-database.ts';
import { OutboxStore, type KeptStore } from './outbox-store.ts';
import { Outbox, type Send } from './outbox.svelte.ts';

const patience = 5000;

/** Opens the database of the browser; nothing where there is none, or none that answers. */
export function openStore(): Promise<KeptStore> {
  return inTime(OutboxStore.open()).catch(() => noStore);
}

/**
 * Opens what this browser keeps for a person. A private window, a full disk, a database that answers with an
 * error or not at all: then it is said, nothing outlives the page, and what is written is sent all the same.
 */
export async function openKept(
  personId: string,
  send: Send,
  { store, key, keeping }: { store: KeptStore; key: CryptoKey; keeping: Keeping },
): Promise<Kept> {
  const open = async (store: KeptStore): Promise<Kept> => {
    const outlivesPage = store !== noStore;
    const here: Keeping = (place) => (outlivesPage || keeping(place) !== 'yes' ? keeping(place) : 'no');
    const drafts = await Drafts.open(personId, store, key, here);
    const outbox = await Outbox.open(personId, send, { store, key, keeping: here });
    return { drafts, outbox, outlivesPage };
  };
  try {
    // What cannot be moved now stays where it lies, for the next time.
    if (store !== noStore) await inTime(moveOldDatabase(personId, store, key)).catch(() => {});
    return await inTime(open(store));
  } catch {
    return open(noStore);
  }
}

async function inTime<T>(promise: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('the database of the browser does not answer')), patience);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
