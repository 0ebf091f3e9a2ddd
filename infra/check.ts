import { reading } from './test-parts.ts';
import { runStages } from './test-run.ts';

const { failed } = await runStages([reading]);
process.exit(failed ? 1 : 0);
