import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { endStubborn, type ProcessMark } from './processes.ts';

const marks = z.array(z.object({ pid: z.number(), born: z.string() }));

/** The note in the data folder of which processes a start has made. */
export class ProcessNote {
  readonly #file: string;
  readonly #running = new Map<string, ProcessMark>();

  constructor(dataDir: string) {
    this.#file = join(dataDir, 'processes.json');
  }

  /** Notes the current process of a part, such as its server. */
  set(part: string, mark: ProcessMark): void {
    this.#running.set(part, mark);
    writeFileSync(this.#file, JSON.stringify([...this.#running.values()]), { mode: 0o600 });
  }

  /** Ends what a killed start left running, and forgets it. */
  async endLeftovers(): Promise<void> {
    if (existsSync(this.#file)) {
      const left = marks.safeParse(JSON.parse(readFileSync(this.#file, 'utf8') || '[]'));
      // Without its birth a number may mean somebody else's process by now.
      const sure = (left.data ?? []).filter(({ born }) => born);
      await Promise.all(sure.map((mark) => endStubborn(mark, 10_000)));
    }
    this.clear();
  }

  /** Everything has been stopped in order. */
  clear(): void {
    rmSync(this.#file, { force: true });
  }
}
