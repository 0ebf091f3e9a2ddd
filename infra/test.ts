import { prepareMachine } from './machine.ts';
import { formatPart, runningParts, staticParts } from './test-parts.ts';
import { runParts } from './test-run.ts';

prepareMachine();
const { failed } = await runParts([...staticParts, formatPart, ...runningParts]);
process.exit(failed ? 1 : 0);
