import { sql, type Kysely } from 'kysely';

/** When the hall is open: hours by weekday, and days of its own. National holidays follow from the law. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // 0 is Sunday; a weekday without a row is closed.
  `create table business_hours (
    weekday smallint primary key check (weekday between 0 and 6),
    opens time not null,
    closes time not null check (closes > opens)
  )`,
  // A day of one year (2026-12-28) or of every year (12-29); is_open lifts a holiday or a weekend.
  `create table business_day (
    day text primary key check (day ~ '^(\\d{4}-)?\\d{2}-\\d{2}$'),
    name text not null,
    is_open boolean not null default false
  )`,
  `insert into business_hours (weekday, opens, closes)
    select day, '08:30', '17:15' from generate_series(1, 5) as day`,
  `insert into business_day (day, name) values
    ('12-29', '年末年始'), ('12-30', '年末年始'), ('12-31', '年末年始'),
    ('01-01', '年末年始'), ('01-02', '年末年始'), ('01-03', '年末年始')`,
];
