import { writeFileSync } from 'node:fs';
import { phoneListBytes } from './phone-list.ts';
import { roster } from './roster.ts';

writeFileSync(new URL('../data/内線表.csv', import.meta.url), phoneListBytes(roster()));
