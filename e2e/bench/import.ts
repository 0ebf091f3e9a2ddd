import { postgres } from '@engawa/db/driver';
import type { House } from './house.ts';
import { bringIn, phoneList } from './phone-list.ts';
import type { Report } from './report.ts';
import { fillTown } from './town.ts';

const people = 10_000;
const kanji = ['山田', '佐藤', '鈴木', '高橋', '伊藤', '渡辺', '中村', '小林', '加藤', '吉田'];
const given = ['花子', '太郎', '健', '由美', '誠', '恵', '直樹', '美咲', '大輔', '陽子'];

const named = (n: number) => ({
  name: `${kanji[n % 10]} ${given[Math.floor(n / 10) % 10]}${Math.floor(n / 100)}`,
  kana: 'ﾔﾏﾀﾞ ﾊﾅｺ',
});

/** 10,000 people from a CP932 file: looked at, then brought in; bare is one insert of as many plain rows. */
export async function importPeople(house: House): Promise<Report> {
  const [admin] = await fillTown(house.url, { people: 1, channels: [] });
  if (!admin) throw new Error('there is one person');
  const sql = postgres(house.url, { max: 1, onnotice: () => {} });
  await sql`insert into role_grant (person_id, role, granted_at) values (${admin.personId}, 'system', now())`;
  await sql`update person set staff_no = '1'`;
  const { side, program } = await house.startOurs();
  const origin = `http://127.0.0.1:${side.port}`;
  const list = phoneList(people, named);
  await program.probe('watch');
  const { previewMs, importMs } = await bringIn(origin, admin, list);
  const { stall, stallCpu } = await program.probe('stall');
  const [count] = await sql<{ n: number }[]>`select count(*)::int as n from person`;
  await sql`create table bare_row (id uuid primary key, name text not null, at timestamptz not null)`;
  const bareBegan = performance.now();
  await sql`insert into bare_row select gen_random_uuid(), '職員' || n, now() from generate_series(1, ${people}::int) n`;
  const bareMs = performance.now() - bareBegan;
  await sql.end();
  return {
    bench: 'import',
    ours: importMs,
    bare: bareMs,
    unit: `ms for ${people} people`,
    figures: {
      previewMs,
      importMs,
      stallMs: stall,
      stallCpuMs: stallCpu,
      people: (count?.n ?? 0) - 1,
      fileKb: list.length / 1024,
    },
    targets: { previewMs: { most: 5000 }, importMs: { most: 15_000 } },
  };
}
