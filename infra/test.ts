import { prepareMachine } from './machine.ts';
import { liveKitPart } from './test-livekit.ts';
import { reading, runningParts } from './test-parts.ts';
import { runStages } from './test-run.ts';

prepareMachine();
const { failed } = await runStages([[...reading, [liveKitPart]], [runningParts]]);
process.exit(failed ? 1 : 0);
