import { SettingFaults } from '@engawa/server/src/env.ts';
import { codeOf, Fault } from './fault.ts';

/** Prints one line for the person at the terminal. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Prints what went wrong as one sentence in Japanese and one in English. */
export function sayFault(error: unknown): void {
  const { ja, en } = explain(error);
  process.stderr.write(`\n${ja}\n${en}\n`);
}

/** Runs a step; says what goes on when it takes long enough to be noticed. */
export async function step<T>(ja: string, en: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const seconds = () => Math.round((performance.now() - began) / 1000);
  let told = false;
  const first = setTimeout(() => {
    told = true;
    say(`  ${ja}… / ${en}…`);
  }, 400);
  const again = setInterval(() => say(`  ${ja}… ${seconds()} 秒 / ${seconds()} s`), 10_000);
  try {
    const result = await work();
    if (told) say(`  ${ja}: 済み（${seconds()} 秒） / done`);
    return result;
  } finally {
    clearTimeout(first);
    clearInterval(again);
  }
}

function explain(error: unknown): { ja: string; en: string } {
  if (error instanceof SettingFaults) {
    const { faults } = error;
    return { ja: faults.map(({ ja }) => ja).join('\n'), en: faults.map(({ en }) => en).join('\n') };
  }
  if (error instanceof Fault) return error;
  const code = codeOf(error);
  if (code === 'ENOSPC') {
    return {
      ja: 'ディスクがいっぱいです。空きを作ってから、もう一度始めてください。',
      en: 'The disk is full. Free some space and start again.',
    };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return {
    ja: `思わぬ理由で始められませんでした: ${reason}`,
    en: `It could not start for an unexpected reason: ${reason}`,
  };
}
