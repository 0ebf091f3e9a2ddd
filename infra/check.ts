import { formatPart, staticParts } from './test-parts.ts';
import { runParts } from './test-run.ts';

const { failed } = await runParts([...staticParts, formatPart]);
process.exit(failed ? 1 : 0);
