import { connect } from '@engawa/db/connect';
import { transact } from '@engawa/db/transact';
import { recoverAdministrator } from '@engawa/server/src/admin/recover-administrator.ts';
import { readSettings } from '@engawa/server/src/env.ts';
import { systemClock } from '@engawa/server/src/platform/clock.ts';
import { Fault } from './fault.ts';
import { say, sayFault } from './say.ts';
import { withDatabase } from './with-database.ts';

// A lost administrator is recovered at the terminal of the machine: npm run admin -- 12031
try {
  const [staffNo, ...more] = process.argv.slice(2);
  if (!staffNo || more.length || staffNo.startsWith('-')) {
    throw new Fault({
      ja: '職員番号を書いてください。その人をシステム管理者にし、新しいパスワードを決めるコードを出します。例: npm run admin -- 12031',
      en: 'Give a staff number. That person becomes a system administrator and gets a code for a new password: npm run admin -- 12031',
    });
  }
  const recovered = await withDatabase(readSettings(), (url) => recover(url, staffNo));
  if (!recovered) {
    throw new Fault({
      ja: `職員番号 ${staffNo} の人はいません。`,
      en: `Nobody has the staff number ${staffNo}.`,
    });
  }
  say(`${recovered.name}（${staffNo}）はシステム管理者です。 / ${staffNo} is a system administrator.`);
  say(`コード / Code  ${recovered.code}（30 分、1 回だけ / for 30 minutes, once）`);
} catch (error) {
  sayFault(error);
  process.exitCode = 1;
}

async function recover(url: string, staffNo: string) {
  const { db } = connect(url, { max: 1, name: 'engawa admin' });
  try {
    return await transact(db, (tx) => recoverAdministrator(tx, systemClock(0), staffNo));
  } finally {
    await db.destroy();
  }
}
