/** Takes away everything that a person left in this browser: whoever comes next finds nothing of it. */
export async function leaveNothing(): Promise<void> {
  localStorage.clear();
  sessionStorage.clear();
  for (const { name } of await indexedDB.databases()) if (name) await removeDatabase(name);
  // Browsers have these only where the page is safe.
  if ('caches' in globalThis) for (const key of await caches.keys()) await caches.delete(key);
}

/** One that another page still holds goes as soon as that page does. */
function removeDatabase(name: string): Promise<void> {
  return new Promise((resolve) => {
    const asked = indexedDB.deleteDatabase(name);
    asked.onsuccess = asked.onerror = asked.onblocked = () => resolve();
  });
}
