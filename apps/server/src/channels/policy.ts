type Seat = { kind: string; source: string; role: string; putAwayAt: Date | null };

/** In an announcement channel only chosen people write; nobody writes in one that was put away. */
export function maySend(seat: Seat): boolean {
  return seat.putAwayAt === null && (seat.kind !== 'announcement' || seat.role !== 'member');
}

/** Name, purpose, label, putting away: owners, but never of a direct channel. */
export function mayChange(seat: Seat): boolean {
  return seat.role === 'owner' && seat.kind !== 'direct';
}

/** Any member of a public channel may bring others in; a private one is its owners' affair. */
export function mayAddMembers(seat: Seat): boolean {
  if (seat.kind === 'direct' || seat.putAwayAt !== null) return false;
  return seat.role === 'owner' || seat.kind === 'public';
}

export function mayRemoveMembers(seat: Seat): boolean {
  return seat.role === 'owner' && seat.kind !== 'direct';
}

/** A section's channel follows the organisation, and a direct one has no way out. */
export function mayLeave(seat: Seat & { memberSource?: string }): boolean {
  return seat.kind !== 'direct' && seat.source !== 'section';
}

/** Two people have one direct channel, whatever order they are named in. */
export const directKey = (personIds: readonly string[]): string => [...new Set(personIds)].sort().join(' ');
