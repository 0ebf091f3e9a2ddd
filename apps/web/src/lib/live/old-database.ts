import { done, finished, type KeptStore, type SealedDraft, type SealedRow } from './outbox-store.ts';
import { seal, unseal } from './seal.ts';

const stores = ['rows', 'drafts', 'keys'] as const;

type OldKey = { personId: string; key: CryptoKey };

/**
 * Pages of before kept rows and drafts in another database, beside the key that opens them. What one person
 * left there is closed anew with the key of the session; when nobody's is left, that database goes.
 */
export async function moveOldDatabase(
  oldName: string,
  personId: string,
  store: KeptStore,
  key: CryptoKey,
): Promise<void> {
  // The page that holds this lock sends the rows: an old one still open finishes its own, and moves nothing.
  await navigator.locks.request(`engawa-outbox-${personId}`, { ifAvailable: true }, async (lock) => {
    if (lock) await move(oldName, personId, store, key);
  });
}

async function move(oldName: string, personId: string, store: KeptStore, key: CryptoKey): Promise<void> {
  const old = await done(indexedDB.open(oldName));
  const isOurs = stores.every((name) => old.objectStoreNames.contains(name));
  const isEmpty = !isOurs || (await emptied(old, personId, store, key));
  old.close();
  if (isEmpty) indexedDB.deleteDatabase(oldName);
}

/** Moves what is this person's; says whether nothing of anybody is left. */
async function emptied(
  old: IDBDatabase,
  personId: string,
  store: KeptStore,
  key: CryptoKey,
): Promise<boolean> {
  const of = <T>(name: string) =>
    done<T[]>(old.transaction(name).objectStore(name).index('person').getAll(personId));
  const [rows, drafts] = [await of<SealedRow>('rows'), await of<SealedDraft>('drafts')];
  const told: OldKey | undefined = await done(old.transaction('keys').objectStore('keys').get(personId));

  const have = new Set((await store.rowsOf(personId)).map(({ clientId }) => clientId));
  for (const { order: _, ...row } of rows) {
    // A crash may have come between writing it there and taking it away here.
    if (!have.has(row.clientId)) await store.put({ ...row, ...(await anew(row, told?.key, key)) });
  }
  // A page of today that could not move it before may have kept a newer one in its place since.
  const kept = new Set((await store.draftsOf(personId)).map(({ id }) => id));
  for (const draft of drafts) {
    if (!kept.has(draft.id)) await store.putDraft({ ...draft, ...(await anew(draft, told?.key, key)) });
  }

  const transaction = old.transaction(stores, 'readwrite', { durability: 'strict' });
  for (const { order } of rows) if (order !== undefined) transaction.objectStore('rows').delete(order);
  for (const { id } of drafts) transaction.objectStore('drafts').delete(id);
  transaction.objectStore('keys').delete(personId);
  const left = await Promise.all(stores.map((name) => done(transaction.objectStore(name).count())));
  await finished(transaction);
  return left.every((count) => count === 0);
}

/** What its key does not open moves as it is: it is counted and told of there. */
async function anew(row: SealedRow | SealedDraft, old: CryptoKey | undefined, key: CryptoKey) {
  const text = old && (await unseal<unknown>(old, row));
  return text === undefined ? { iv: row.iv, sealed: row.sealed } : seal(key, text);
}
