import { AppError } from '#platform/errors.ts';
import type { Me } from '#platform/me.ts';
import { mayAdminister } from './policy.ts';

/** A command that only administrators give. */
export function mustAdminister(me: Me): void {
  if (!mayAdminister(me)) throw new AppError('not_allowed');
}

/** A page that does not exist for others. */
export function mustSee(may: boolean): void {
  if (!may) throw new AppError('not_found');
}
