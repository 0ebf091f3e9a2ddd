import { Worker } from 'node:worker_threads';
import { AppError } from '#platform/errors.ts';
import type { Decided, ImportPlan } from './plan.ts';
import type { ListWork } from './prepare.ts';
import type { OutEncoding } from './write-csv.ts';

export interface ListTask {
  work: ListWork;
  task:
    | { name: 'preview' }
    | ({ name: 'plan' } & Decided)
    | { name: 'doubtful'; language: 'ja' | 'en'; encoding: OutEncoding };
}

export type ListAnswer =
  | { state: 'no list' }
  | { state: 'preview'; json: string }
  | { state: 'plan'; plan: ImportPlan }
  | { state: 'doubtful'; csv: Uint8Array };

const IDLE_MS = 60_000;

// One list at a time: two administrators looking at 10,000 rows must not take every core.
let last: Promise<unknown> = Promise.resolve();
// Kept for a while: a person looks, puts something right and looks again, and a thread takes a second to start.
let thread: Worker | undefined;
let idle: NodeJS.Timeout | undefined;

/** Looks at a list in a thread of its own. */
export async function runListWorker<S extends ListAnswer['state']>(
  task: ListTask,
  state: S,
): Promise<Extract<ListAnswer, { state: S }>> {
  const turn = last.then(() => inThread(task));
  last = turn.catch(() => {});
  const answer = await turn;
  if (!isState(answer, state)) throw new AppError('not_a_phone_list');
  return answer;
}

function isState<S extends ListAnswer['state']>(
  answer: ListAnswer,
  state: S,
): answer is Extract<ListAnswer, { state: S }> {
  return answer.state === state;
}

function inThread(task: ListTask): Promise<ListAnswer> {
  clearTimeout(idle);
  const worker = (thread ??= startThread());
  return new Promise<ListAnswer>((resolve, reject) => {
    const failed = (reason: Error | number) => {
      if (thread === worker) thread = undefined;
      reject(reason instanceof Error ? reason : new Error('the list worker ended without an answer'));
    };
    worker.once('error', failed);
    worker.once('exit', failed);
    worker.once('message', (answer: ListAnswer) => {
      worker.off('error', failed).off('exit', failed);
      resolve(answer);
    });
    worker.ref();
    worker.postMessage(task);
  }).finally(() => {
    worker.unref();
    idle = setTimeout(endThread, IDLE_MS).unref();
  });
}

function startThread(): Worker {
  return new Worker(new URL('./list-worker.ts', import.meta.url), {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
}

function endThread(): void {
  void thread?.terminate();
  thread = undefined;
}
