// Loaded into each measured process, ours and bare alike: answers what cannot be seen from outside.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export type ProbeAsk = { id: number; what: 'memory' | 'watch' | 'stall' };
/** `stall` is the longest time that the event loop did not turn; `stallCpu` what of it was its own work. */
export type ProbeAnswer = { id: number; rss: number; heap: number; stall: number; stallCpu: number };

let stall = 0;
let stallCpu = 0;
let watching: NodeJS.Timeout | undefined;

process.on('message', (text: string) => {
  const { id, what }: ProbeAsk = JSON.parse(text);
  if (what === 'watch') watch();
  if (what === 'memory') collect();
  const { rss, heapUsed, external } = process.memoryUsage();
  const answer: ProbeAnswer = { id, rss, heap: heapUsed + external, stall, stallCpu };
  process.send?.(JSON.stringify(answer));
});
process.channel?.unref();

function collect(): void {
  setFlagsFromString('--expose-gc');
  const gc: () => void = runInNewContext('gc');
  gc();
  gc();
}

const every = 4;

function watch(): void {
  clearInterval(watching);
  stall = 0;
  stallCpu = 0;
  let at = performance.now();
  let cpu = process.threadCpuUsage();
  watching = setInterval(() => {
    const now = performance.now();
    const used = process.threadCpuUsage(cpu);
    stall = Math.max(stall, now - at - every);
    stallCpu = Math.max(stallCpu, (used.user + used.system) / 1000);
    at = now;
    cpu = process.threadCpuUsage();
  }, every);
  watching.unref();
}
