import { mkdirSync } from 'node:fs';
import path from 'node:path';
import pino, { type Logger } from 'pino';
import pinoRoll from 'pino-roll';

/** Never written, whatever is logged. */
const secrets = ['password', 'code', 'token', 'cookie', 'body', '*.password', '*.code', '*.token', '*.cookie', '*.body'];

/** Opens the log of a process: a file that rotates by day and size, and the terminal. */
export async function openLog(
  env: { logDir: string; logLevel: string; nodeName: string },
  name: 'server' | 'worker',
): Promise<Logger> {
  mkdirSync(env.logDir, { recursive: true });
  const file = await pinoRoll({
    file: path.join(env.logDir, name),
    extension: '.log',
    frequency: 'daily',
    size: '20m',
    limit: { count: 14 },
  });
  return pino(
    { level: env.logLevel, base: { process: name, node: env.nodeName }, redact: { paths: secrets, censor: '…' } },
    pino.multistream([
      { stream: file, level: 'trace' },
      { stream: process.stdout, level: 'warn' },
    ]),
  );
}
