import { mostOfName, mostOfPurpose } from '@engawa/contract/limits';

/** Whether a channel may be called and described like this. */
export function areInRoom({ name, purpose }: { name: string; purpose: string }): boolean {
  return name.length <= mostOfName && purpose.length <= mostOfPurpose;
}
