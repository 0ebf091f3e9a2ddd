import { writeFileSync } from 'node:fs';
import { nextApril } from './next-april.ts';
import { phoneListBytes } from './phone-list.ts';
import { roster } from './roster.ts';
import { uglyList } from './ugly-list.ts';

const data = new URL('../data/', import.meta.url);

writeFileSync(new URL('内線表.csv', data), phoneListBytes(roster()));
writeFileSync(new URL('内線表_翌年度.csv', data), phoneListBytes(nextApril().clerks));
writeFileSync(new URL('内線表_書式違い.csv', data), uglyList().text);
