/** A client id (UUIDv7): a retry carries the same one, so it must be made before anything is shown. */
export function newClientId(now = Date.now(), random = crypto.getRandomValues(new Uint8Array(10))): string {
  const time = now.toString(16).padStart(12, '0');
  const tail = Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const variant = ((random[2] ?? 0) & 0x3f) | 0x80;
  return [
    time.slice(0, 8),
    time.slice(8),
    `7${tail.slice(1, 4)}`,
    `${variant.toString(16)}${tail.slice(6, 8)}`,
    tail.slice(8, 20),
  ].join('-');
}
