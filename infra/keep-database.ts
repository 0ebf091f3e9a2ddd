import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { postgres } from '@engawa/db/driver';

/** A database as it was kept: the migrations it had seen, and every row of every table as text. */
export type KeptDatabase = {
  migrations: string[];
  tables: { name: string; columns: string[]; rows: (string | null)[][] }[];
};

/** Reads a whole small database, tables in an order that foreign keys allow. */
export async function keep(url: string): Promise<KeptDatabase> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const migrations = await sql<{ name: string }[]>`select name from kysely_migration order by name`;
    const names = await sql<{ name: string }[]>`
      select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
        and relname not like 'kysely%' order by oid`;
    const tables = [];
    for (const { name } of names) {
      const columns = await sql<{ name: string }[]>`
        select attname as name from pg_attribute
        where attrelid = ${name}::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`;
      const list = columns.map((column) => `"${column.name}"::text`).join(', ');
      const rows = await sql.unsafe(`select ${list} from "${name}"`).values();
      // Everything was cast to text.
      tables.push({
        name,
        columns: columns.map((column) => column.name),
        // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- every column was cast to text
        rows: rows as unknown as (string | null)[][],
      });
    }
    return { migrations: migrations.map((migration) => migration.name), tables };
  } finally {
    await sql.end();
  }
}

/** Puts kept rows into a database that stands at the same migrations and is otherwise empty. */
export async function restore(url: string, kept: KeptDatabase): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      for (const { name } of kept.tables) await tx.unsafe(`delete from "${name}"`);
      for (const { name, columns, rows } of kept.tables) {
        const list = columns.map((column) => `"${column}"`).join(', ');
        for (let from = 0; from < rows.length; from += 500) {
          const records = rows
            .slice(from, from + 500)
            .map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])));
          const types = await tx<{ name: string; type: string }[]>`
            select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
            where attrelid = ${name}::regclass and attnum > 0 and not attisdropped`;
          const typeOf = new Map(types.map((column) => [column.name, column.type]));
          const casts = columns.map((column) => `(r->>'${column}')::${typeOf.get(column)}`).join(', ');
          await tx.unsafe(
            `insert into "${name}" (${list}) select ${casts} from jsonb_array_elements($1::text::jsonb) r`,
            [JSON.stringify(records)],
          );
        }
      }
    });
  } finally {
    await sql.end();
  }
}

const [url, name] = process.argv.slice(2);
if (import.meta.main && url && name) {
  const file = join(import.meta.dirname, '../packages/db/kept', `${name}.json.gz`);
  writeFileSync(file, gzipSync(JSON.stringify(await keep(url)), { level: 9 }));
  process.stdout.write(`${file}\n`);
}
