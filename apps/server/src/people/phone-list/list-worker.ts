import { parentPort } from 'node:worker_threads';
import { doubtfulHeadings, sayFinding } from '@engawa/contract/finding-words';
import { doubtfulCsv } from './doubtful.ts';
import { planOf } from './plan.ts';
import { prepareList } from './prepare.ts';
import { previewOf } from './preview.ts';
import type { ListAnswer, ListTask } from './run-list-worker.ts';

// Reading 10,000 rows takes a second of the processor: here it stands in nobody's way.
parentPort?.on('message', (task: ListTask) => parentPort?.postMessage(answer(task)));

function answer({ work, task }: ListTask): ListAnswer {
  const prepared = prepareList(work);
  if (!prepared) return { state: 'no list' };
  if (task.name === 'preview') return { state: 'preview', json: JSON.stringify(previewOf(prepared)) };
  if (task.name === 'plan') return { state: 'plan', plan: planOf(prepared, task) };
  const { language, encoding } = task;
  const say = (finding: Parameters<typeof sayFinding>[0]) => sayFinding(finding, language);
  return { state: 'doubtful', csv: doubtfulCsv(prepared.list, doubtfulHeadings[language], say, encoding) };
}
