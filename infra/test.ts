import { prepareMachine } from './machine.ts';
import { reading, runningParts } from './test-parts.ts';
import { runStages } from './test-run.ts';

prepareMachine();
const { failed } = await runStages([reading, [runningParts]]);
process.exit(failed ? 1 : 0);
