import type { ListOptions } from '@engawa/contract/people';
import { newId } from '@engawa/db/id';
import { transact } from '@engawa/db/transact';
import { businessDay } from '#platform/clock.ts';
import { AppError } from '#platform/errors.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { mayImport } from '../policy.ts';
import { hallState, keepList, keptList } from './queries.ts';
import type { ListWork } from './prepare.ts';

/** Keeps an uploaded file, for its owner only, until it is imported or a day has gone. */
export async function receiveList(
  platform: Platform,
  me: Me,
  content: Buffer,
): Promise<{ fileId: string; bytes: number }> {
  if (!mayImport(me)) throw new AppError('not_allowed');
  if (content.length === 0) throw new AppError('not_a_phone_list');
  const id = newId();
  await transact(platform.db, (tx) =>
    keepList(tx, { id, personId: me.personId, content, createdAt: platform.clock.now() }),
  );
  return { fileId: id, bytes: content.length };
}

/** A kept file together with the hall as it stands. */
export async function listWork(platform: Platform, me: Me, options: ListOptions): Promise<ListWork> {
  if (!mayImport(me)) throw new AppError('not_allowed');
  const [bytes, hall] = await Promise.all([
    keptList(platform.db, options.fileId, me.personId),
    hallState(platform.db, businessDay(platform.clock.now())),
  ]);
  if (!bytes) throw new AppError('not_found');
  const { reading, corrections, leaveOut } = options;
  return { bytes, reading, corrections, leaveOut, hall };
}
