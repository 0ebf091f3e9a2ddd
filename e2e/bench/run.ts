// npm run bench -- NAME ...: measures the built product, its real database on the disk, clients in other processes.
import { commits } from './commits.ts';
import { directory } from './directory.ts';
import { fanout } from './fanout.ts';
import { House } from './house.ts';
import { importPeople } from './import.ts';
import { latency } from './latency.ts';
import { page } from './page.ts';
import { presence } from './presence.ts';
import { print, type Report } from './report.ts';
import { resume } from './resume.ts';
import { rooms } from './rooms.ts';
import { signin } from './signin.ts';
import { sockets } from './sockets.ts';
import { storm } from './storm.ts';

const benches: Record<string, (house: House) => Promise<Report>> = {
  fanout,
  rooms,
  latency,
  sockets,
  storm,
  resume,
  page,
  presence,
  import: importPeople,
  directory,
  commits,
  signin,
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !Object.hasOwn(benches, name));
if (names.length === 0 || unknown.length > 0) {
  console.error(`npm run bench -- ${Object.keys(benches).join(' | ')}`);
  process.exit(2);
}
for (const name of names) {
  const house = await House.build();
  const stop = () => void house.close().finally(() => process.exit(1));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    const bench = benches[name];
    if (bench) print(await bench(house));
  } finally {
    await house.close();
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}
process.exit(0);
