import type { OwnSession } from '@engawa/contract/sessions';
import type { SessionRow } from './queries.ts';

export function presentSession(row: SessionRow, currentId: string): OwnSession {
  return {
    id: row.id,
    zone: row.zone,
    device: row.device,
    createdAt: row.createdAt.toISOString(),
    seenAt: row.seenAt.toISOString(),
    current: row.id === currentId,
  };
}
