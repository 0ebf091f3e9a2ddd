import { connect, type Database } from '@engawa/db/connect';
import { transact } from '@engawa/db/transact';
import { listAdministrators, recoverAdministrator } from '@engawa/server/src/admin/recover-administrator.ts';
import { readSettings } from '@engawa/server/src/env.ts';
import type { Bus } from '@engawa/server/src/platform/live/bus.ts';
import { tellByPostgres } from '@engawa/server/src/platform/live/postgres-bus.ts';
import { systemClock } from '@engawa/server/src/platform/clock.ts';
import { Fault } from './fault.ts';
import { say, sayFault } from './say.ts';
import { withDatabase } from './with-database.ts';

const clock = systemClock(0);

// A lost administrator is recovered at the terminal of the machine: npm run admin -- 12031
try {
  const [staffNo, ...more] = process.argv.slice(2);
  if (more.length || staffNo?.startsWith('-')) {
    throw new Fault({
      ja: '職員番号だけを書いてください。その人をシステム管理者にし、新しいパスワードを決める番号を出します。例: npm run admin -- 12031',
      en: 'Give a staff number only. That person becomes a system administrator and gets a code for a new password: npm run admin -- 12031',
    });
  }
  await withDatabase(readSettings(), async (url) => {
    const { db, sql } = connect(url, { max: 2, name: 'engawa admin' });
    try {
      await (staffNo === undefined ? list(db) : recover(db, staffNo, tellByPostgres(sql)));
    } finally {
      await db.destroy();
    }
  });
} catch (error) {
  sayFault(error);
  process.exitCode = 1;
}

async function list(db: Database): Promise<void> {
  const people = await listAdministrators(db, clock);
  say(
    people.length ? 'システム管理者 / Administrators' : 'システム管理者はまだいません。 / There is none yet.',
  );
  for (const { staffNo, name, activated, disabledAt, leftOn } of people) {
    const notes = [
      !activated && 'まだログインしていません / has not signed in yet',
      disabledAt && '停止中 / disabled',
      leftOn && '退職 / has left',
    ].filter(Boolean);
    say(`  ${staffNo}  ${name}${notes.length ? `（${notes.join('、')}）` : ''}`);
  }
  say(
    '職員番号を書くと、その人をシステム管理者に戻します。 / Give a staff number to recover one: npm run admin -- 12031',
  );
}

async function recover(db: Database, staffNo: string, bus: Bus): Promise<void> {
  const recovered = await transact(db, (tx) =>
    recoverAdministrator(tx, clock, staffNo, (events) => bus.poke(events.map(({ scope }) => scope))),
  );
  if (!recovered) {
    throw new Fault({
      ja: `職員番号 ${staffNo} の人はいません。番号を確かめてください。`,
      en: `Nobody has the staff number ${staffNo}. Check the number.`,
    });
  }
  say(`${recovered.name}（${staffNo}）はシステム管理者です。 / ${staffNo} is a system administrator.`);
  say(`番号 / Code  ${recovered.code}（30 分、1 回だけ / for 30 minutes, once）`);
  say('ログインの画面の「パスワードを忘れたとき」に、職員番号とこの番号を入れてください。');
  say('Enter the staff number and this code where the sign-in page asks about a forgotten password.');
}
