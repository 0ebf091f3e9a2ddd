import type { ErrorBody } from '@engawa/contract/errors';

/** A row as it lies on the disk: what it says can be read only with the person's key. */
export type SealedRow = {
  /** Given by the database of the browser: the order in which all its pages wrote. */
  order?: number;
  clientId: string;
  personId: string;
  lane: string;
  iv: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
  failed: ErrorBody | null;
};

export type SealedDraft = { id: string; personId: string; iv: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer };

/** Where rows and drafts lie; what they say is closed before it gets here. */
export type KeptStore = {
  rowsOf(personId: string): Promise<SealedRow[]>;
  draftsOf(personId: string): Promise<SealedDraft[]>;
  put(row: SealedRow): Promise<void>;
  putDraft(draft: SealedDraft): Promise<void>;
  remove(clientId: string): Promise<void>;
  removeDraft(id: string): Promise<void>;
  mark(clientId: string, failed: ErrorBody | null): Promise<void>;
  forget(personId: string): Promise<void>;
};

/** What a request of the browser's database answers. */
export const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** The end of a transaction: what it wrote lies on the disk. */
export const finished = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });

/** What this browser keeps for the people who use it: unsent rows and drafts, and no key to either. */
export class OutboxStore implements KeptStore {
  #db: IDBDatabase;

  private constructor(db: IDBDatabase) {
    this.#db = db;
  }

  static async open(name = 'engawa-kept'): Promise<OutboxStore> {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      const db = request.result;
      const rows = db.createObjectStore('rows', { keyPath: 'order', autoIncrement: true });
      rows.createIndex('person', 'personId');
      rows.createIndex('client', 'clientId', { unique: true });
      db.createObjectStore('drafts', { keyPath: 'id' }).createIndex('person', 'personId');
    };
    return new OutboxStore(await done(request));
  }

  rowsOf(personId: string): Promise<SealedRow[]> {
    return this.#allOf('rows', personId);
  }

  draftsOf(personId: string): Promise<SealedDraft[]> {
    return this.#allOf('drafts', personId);
  }

  put(row: SealedRow): Promise<void> {
    return this.#write('rows', (store) => store.add(row));
  }

  putDraft(draft: SealedDraft): Promise<void> {
    return this.#write('drafts', (store) => store.put(draft));
  }

  async remove(clientId: string): Promise<void> {
    const transaction = this.#db.transaction('rows', 'readwrite', { durability: 'strict' });
    const store = transaction.objectStore('rows');
    const order = await done(store.index('client').getKey(clientId));
    if (order !== undefined) store.delete(order);
    await finished(transaction);
  }

  removeDraft(id: string): Promise<void> {
    return this.#write('drafts', (store) => store.delete(id));
  }

  /** Marks a row; one that another page has sent meanwhile stays gone. */
  async mark(clientId: string, failed: ErrorBody | null): Promise<void> {
    const transaction = this.#db.transaction('rows', 'readwrite', { durability: 'strict' });
    const store = transaction.objectStore('rows');
    const row: SealedRow | undefined = await done(store.index('client').get(clientId));
    if (row) store.put({ ...row, failed });
    await finished(transaction);
  }

  /** Forgets a person: nothing of theirs stays on this machine. */
  async forget(personId: string): Promise<void> {
    const transaction = this.#db.transaction(['rows', 'drafts'], 'readwrite', { durability: 'strict' });
    for (const name of ['rows', 'drafts']) {
      const store = transaction.objectStore(name);
      const keys = await done(store.index('person').getAllKeys(personId));
      for (const key of keys) store.delete(key);
    }
    await finished(transaction);
  }

  close(): void {
    this.#db.close();
  }

  #allOf<T>(name: string, personId: string): Promise<T[]> {
    return done<T[]>(this.#db.transaction(name).objectStore(name).index('person').getAll(personId));
  }

  async #write(name: string, act: (store: IDBObjectStore) => IDBRequest): Promise<void> {
    const transaction = this.#db.transaction(name, 'readwrite', { durability: 'strict' });
    act(transaction.objectStore(name));
    await finished(transaction);
  }
}
