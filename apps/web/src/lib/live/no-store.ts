import type { KeptStore } from './outbox-store.ts';

/** Where the browser keeps nothing (a private window, storage switched off): nothing may be put here either. */
export const noStore: KeptStore = {
  rowsOf: async () => [],
  draftsOf: async () => [],
  put: () => Promise.reject(new Error('this browser keeps nothing')),
  putDraft: () => Promise.reject(new Error('this browser keeps nothing')),
  remove: async () => {},
  removeDraft: async () => {},
  mark: async () => {},
  forget: async () => {},
};
