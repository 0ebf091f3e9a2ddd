import { newClientId } from '#lib/live/client-id.ts';

const key = 'engawa-device';

/** This tab: it keeps its id through a reload, so that the call it was in is found again. */
export function deviceId(): string {
  const known = sessionStorage.getItem(key);
  if (known) return known;
  const made = newClientId();
  sessionStorage.setItem(key, made);
  return made;
}
