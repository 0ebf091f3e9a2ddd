/** Things that are told whole whenever they change, the newest of each. */
export type Newest<T> = ReadonlyMap<string, T>;

type Counted = { id: string; rev: number };

/** One as it was told; the same or an older state of it changes nothing. */
export function withNewest<T extends Counted>(known: Newest<T>, one: T): Newest<T> {
  const before = known.get(one.id);
  return before && before.rev >= one.rev ? known : new Map(known).set(one.id, one);
}

/**
 * What was read whole: what is known here but no longer there changed while nobody heard, and goes, unless it
 * `stays`. What was told of since it was asked for (`before`) may be younger than the answer, and stays too.
 */
export function withRead<T extends Counted>(
  known: Newest<T>,
  list: readonly T[],
  before: Newest<T>,
  stays: (one: T) => boolean = () => false,
): Newest<T> {
  const there = new Set(list.map(({ id }) => id));
  const isSince = ({ id, rev }: T) => before.get(id)?.rev !== rev;
  const kept = new Map([...known].filter(([id, one]) => stays(one) || there.has(id) || isSince(one)));
  return list.reduce<Newest<T>>(withNewest, kept);
}
