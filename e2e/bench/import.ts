import { randomUUID } from 'node:crypto';
import { postgres } from '@engawa/db/driver';
import { z } from 'zod';
import { encodeCp932 } from '@engawa/server/src/people/phone-list/cp932.ts';
import type { House } from './house.ts';
import type { Report } from './report.ts';
import { fillTown } from './town.ts';

const people = 10_000;
const kanji = ['山田', '佐藤', '鈴木', '高橋', '伊藤', '渡辺', '中村', '小林', '加藤', '吉田'];
const given = ['花子', '太郎', '健', '由美', '誠', '恵', '直樹', '美咲', '大輔', '陽子'];

const Uploaded = z.object({ fileId: z.string() });
const Preview = z.object({ reading: z.unknown(), digest: z.string() });

/** A phone list of 10,000 people in 400 sections of three levels, as a city exports it. */
function phoneList(): Uint8Array {
  const rows = Array.from({ length: people }, (_, n) => {
    const unit = Math.floor(n / 25);
    const place = `第${Math.floor(unit / 40)}部,第${Math.floor(unit / 4)}課,第${unit}係`;
    const name = `${kanji[n % 10]} ${given[Math.floor(n / 10) % 10]}${Math.floor(n / 100)}`;
    return `${place},主事,${name},ﾔﾏﾀﾞ ﾊﾅｺ,${100_000 + n},${2000 + (n % 3000)},庶務`;
  });
  return encodeCp932(['部,課,係,職名,氏名,フリガナ,職員番号,内線,担当業務', ...rows].join('\r\n')).bytes;
}

/** 10,000 people from a CP932 file: looked at, then brought in; bare is one insert of as many plain rows. */
export async function importPeople(house: House): Promise<Report> {
  const [admin] = await fillTown(house.url, { people: 1, channels: [] });
  if (!admin) throw new Error('there is one person');
  const sql = postgres(house.url, { max: 1, onnotice: () => {} });
  await sql`insert into role_grant (person_id, role, granted_at) values (${admin.personId}, 'system', now())`;
  await sql`update person set staff_no = '1'`;
  const { side, program } = await house.startOurs();
  const origin = `http://127.0.0.1:${side.port}`;
  const post = async (
    path: string,
    type: string,
    body: string | Uint8Array<ArrayBuffer>,
  ): Promise<unknown> => {
    const headers = { cookie: admin.cookie, origin, 'content-type': type };
    const response = await fetch(origin + path, { method: 'POST', headers, body });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const json = (path: string, body: object) => post(path, 'application/json', JSON.stringify(body));
  const bytes = new Uint8Array(phoneList());
  await program.probe('watch');
  const began = performance.now();
  const { fileId } = Uploaded.parse(await post('/api/people/import/file', 'text/csv', bytes));
  const { reading, digest } = Preview.parse(await json('/api/people/import/preview', { fileId }));
  const looked = performance.now();
  await json('/api/commands/people:import', {
    clientId: randomUUID(),
    fileId,
    reading,
    digest,
    left: 'keep',
  });
  const importMs = performance.now() - looked;
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
      previewMs: looked - began,
      importMs,
      stallMs: stall,
      stallCpuMs: stallCpu,
      people: (count?.n ?? 0) - 1,
      fileKb: bytes.length / 1024,
    },
    targets: { previewMs: { most: 5000 }, importMs: { most: 15_000 } },
  };
}
