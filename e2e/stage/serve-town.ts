import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartedCommand } from '@engawa/infra/started';
import { passing, townStage } from './town-stage.ts';

// Playwright starts this before the journeys and ends it after them.
const { data, listen } = townStage();
const town = new StartedCommand({ args: ['--demo'], env: { ENGAWA_DATA: data, LISTEN: listen } });
town.child.stdout?.pipe(process.stdout);
town.child.stderr?.pipe(process.stderr);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void town.end());
process.exitCode = await town.exited;
// A folder that somebody named is theirs, and so is what lies beside it.
if (data.startsWith(passing)) rmSync(dirname(data), { recursive: true, force: true });
