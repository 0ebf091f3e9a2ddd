import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { say } from '@engawa/infra/say';
import { examineCalls } from './examine-calls.ts';
import { findPlanted } from './find-planted.ts';
import { breachKinds } from './record.ts';
import { runFaults } from './run-faults.ts';

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '2000' },
    faults: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    nodes: { type: 'string' },
    'until-found': { type: 'boolean', default: false },
    planted: { type: 'boolean', default: false },
    calls: { type: 'boolean', default: false },
    turns: { type: 'string', default: '10000' },
  },
});

if (values.planted) process.exit(await findPlanted(values.only));
if (values.calls) process.exit(await examineCalls(Number(values.turns), Number(values.seed)));

const folder = join(process.env.ENGAWA_FAULTS_DIR ?? tmpdir(), `engawa-faults-${process.pid}`);
const record = await runFaults({
  folder,
  messages: Number(values.messages),
  faults: Number(values.faults),
  seed: Number(values.seed),
  only: values.only,
  nodes: values.nodes === '1' ? 1 : values.nodes === '2' ? 2 : undefined,
  untilFound: values['until-found'],
}).finally(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

for (const what of [...record.breaches.keys()].slice(0, 40)) say(what);
if (record.count('leaked') > 0) say(`leaked ${record.count('leaked')}`);
const [lost, doubled, misordered, stuck] = breachKinds.map((kind) => record.count(kind));
say(`lost ${lost}, doubled ${doubled}, misordered ${misordered}, stuck ${stuck}`);
process.exit(record.breaches.size > 0 ? 1 : 0);
