import type { Stamp } from '@engawa/contract/messages';
import type { Platform } from '../platform/platform.ts';
import { stampsOf } from './queries.ts';

/** The words of the hall, retired ones too, since old messages still carry them. */
export async function listStamps(platform: Platform): Promise<Stamp[]> {
  return stampsOf(platform.db);
}
