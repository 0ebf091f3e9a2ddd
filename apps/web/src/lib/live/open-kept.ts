import { Drafts } from './drafts.svelte.ts';
import type { Keeping, Kept } from './kept.ts';
import { noStore } from './no-store.ts';
import { OutboxStore, type KeptStore } from './outbox-store.ts';
import { Outbox, type Send } from './outbox.svelte.ts';

const patience = 5000;
/** Where pages of before kept things. */
const oldName = 'engawa';

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
  // What cannot be moved now stays where it lies, for the next time.
  if (store !== noStore) await inTime(takeOver(personId, store, key)).catch(() => {});
  const opening = open(store);
  try {
    return await inTime(opening);
  } catch {
    // One that opens after all stands for nobody: nothing may be sent from where nothing is shown.
    void opening.then(
      ({ outbox }) => outbox.leave(),
      () => {},
    );
    return open(noStore);
  }
}

/** Most browsers have nothing of before: what moves it is loaded only where there is something to move. */
async function takeOver(personId: string, store: KeptStore, key: CryptoKey): Promise<void> {
  if (!(await indexedDB.databases()).some(({ name }) => name === oldName)) return;
  const { moveOldDatabase } = await import('./old-database.ts');
  await moveOldDatabase(oldName, personId, store, key);
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
