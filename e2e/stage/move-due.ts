import { join } from 'node:path';
import { sql } from 'kysely';
import { connect } from '@engawa/db/connect';
import { embeddedUrl } from '@engawa/infra/database';
import { readMarker } from '@engawa/infra/data-folder';
import { findRunning } from '@engawa/infra/postgres';

/** Lets time pass for every question that is open in a running product, as if nobody had touched it. */
export async function passMinutes(data: string, minutes: number): Promise<void> {
  const running = await findRunning(join(data, 'postgresql'));
  if (!running) throw new Error('no database runs on this data');
  const { db } = connect(embeddedUrl(readMarker(data), running.port), { max: 1 });
  await db
    .updateTable('knock')
    .set({ dueAt: sql`due_at - ${minutes} * interval '1 minute'` })
    .where('endedAt', 'is', null)
    .execute();
  await db.destroy();
}
