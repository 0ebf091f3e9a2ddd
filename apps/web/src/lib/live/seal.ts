/** The key a person's session tells: it can be used here but not read, and lies nowhere on the machine. */
export function keyFrom(secret: string): Promise<CryptoKey> {
  const bytes = Uint8Array.from(atob(secret), (letter) => letter.charCodeAt(0));
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

export type Sealed = { iv: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer };

/** Closes a value so that only the holder of the key can read it. */
export async function seal(key: CryptoKey, value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return { iv, sealed: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, bytes) };
}

/** Opens what `seal` closed; undefined where another key closed it. */
export async function unseal<T>(key: CryptoKey, { iv, sealed }: Sealed): Promise<T | undefined> {
  try {
    const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed);
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
