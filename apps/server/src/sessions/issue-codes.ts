import type { IssuedCode } from '@engawa/contract/sessions';
import type { Tx } from '@engawa/db/transact';
import { newId } from '@engawa/db/id';
import type { Clock } from '#platform/clock.ts';
import { activationCodeMs, recoveryCodeMs } from './policy.ts';
import { replaceCodes } from './queries.ts';
import { codeHash, newCode } from './token.ts';

// A recovery code is guessed at for 30 minutes against the slow-down; an activation code lies about for weeks.
const kinds = {
  activation: { ms: activationCodeMs, length: 12 },
  recovery: { ms: recoveryCodeMs, length: 8 },
} as const;

/**
 * Gives each person a new code of one kind, replacing an open one. Fast for thousands: the codes are random
 * enough for a plain hash. `issuedBy` is undefined at the terminal. The caller writes the audit row.
 */
export async function issueCodes(
  tx: Tx,
  clock: Clock,
  issuedBy: string | undefined,
  personIds: readonly string[],
  kind: keyof typeof kinds,
): Promise<IssuedCode[]> {
  const { ms, length } = kinds[kind];
  const issuedAt = clock.now();
  const expiresAt = new Date(issuedAt.getTime() + ms);
  const codes = personIds.map((personId) => ({ personId, code: newCode(length) }));
  await replaceCodes(
    tx,
    codes.map(({ personId, code }) => ({
      id: newId(),
      personId,
      kind,
      codeHash: codeHash(code),
      issuedBy: issuedBy ?? null,
      issuedAt,
      expiresAt,
    })),
  );
  return codes.map(({ personId, code }) => ({ personId, code, expiresAt: expiresAt.toISOString() }));
}
