import { buildLiveKit, findGo, findLiveKit, liveKitVersion } from './livekit-program.ts';
import { say } from './say.ts';
import type { Part } from './test-parts.ts';

/** Finds or builds the LiveKit that tests of voice run on, while the code is being read. */
export const liveKitPart: Part = {
  name: `LiveKit ${liveKitVersion}`,
  run: async () => {
    if (findLiveKit()) return { passed: 1, failed: 0, skipped: 0 };
    const go = findGo();
    const building = go ? buildLiveKit(go, () => {}) : undefined;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void building?.stop());
    const built = await building?.done;
    if (built) return { passed: 1, failed: 0, skipped: 0 };
    say(
      go
        ? 'LiveKit を組み立てられませんでした。声の試験を飛ばします。 / LiveKit could not be built: tests of voice are skipped.'
        : 'livekit-server も Go 1.26 もありません。声の試験を飛ばします。 / Neither livekit-server nor Go 1.26: tests of voice are skipped.',
    );
    return { passed: 0, failed: 0, skipped: 1 };
  },
};
