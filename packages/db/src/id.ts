import { randomBytes, randomFillSync } from 'node:crypto';

const pool = randomBytes(4096);
let used = pool.length;

/** A new UUIDv7 (RFC 9562 section 5.7): sortable by millisecond, 74 random bits. */
export function newId(at: number = Date.now()): string {
  if (used + 10 > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const time = at.toString(16).padStart(12, '0');
  const rest = pool.subarray(used, (used += 10));
  rest[0] = ((rest[0] ?? 0) & 0x0f) | 0x70;
  rest[2] = ((rest[2] ?? 0) & 0x3f) | 0x80;
  const hex = rest.toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-${hex.slice(0, 4)}-${hex.slice(4, 8)}-${hex.slice(8)}`;
}
