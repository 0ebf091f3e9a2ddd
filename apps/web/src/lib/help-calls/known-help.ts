import type { HelpCall } from '@engawa/contract/help-calls';

/** The calls for help that a page knows of, by id. */
export type KnownHelp = ReadonlyMap<string, HelpCall>;

/** One as it was told; the same or an older state of it changes nothing. */
export function withHelp(known: KnownHelp, help: HelpCall): KnownHelp {
  const before = known.get(help.id);
  return before && before.rev >= help.rev ? known : new Map(known).set(help.id, help);
}

/** What was read whole: one that is open here but no longer there was over while nobody heard. */
export function withOpen(known: KnownHelp, open: readonly HelpCall[], before: KnownHelp): KnownHelp {
  const there = new Set(open.map(({ id }) => id));
  // One that was told of since it was asked for may be younger than the answer.
  const isSince = ({ id, rev }: HelpCall) => before.get(id)?.rev !== rev;
  const kept = new Map(
    [...known].filter(([id, help]) => help.endedAt !== null || there.has(id) || isSince(help)),
  );
  return open.reduce<KnownHelp>(withHelp, kept);
}
