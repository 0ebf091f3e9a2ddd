import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pino, type Logger } from 'pino';
import roll from 'pino-roll';
import { SettingFaults, type Env } from '../env.ts';

/** Which program writes: each has files of its own. */
export type LogPart = 'server' | 'worker';

// What people write and what lets people in never reaches a log, whoever passes it by mistake.
const secret = [
  'password',
  'currentPassword',
  'newPassword',
  'activationCode',
  'setupCode',
  'token',
  'secret',
  'cookie',
  'authorization',
  '["set-cookie"]',
  'body',
  'html',
  'query',
  'parameters',
];
const redact = secret.flatMap((name) => {
  const below = name.startsWith('[') ? name : `.${name}`;
  return [name, `*${below}`, `*.*${below}`];
});

/** Opens the log: one JSON object a line, to files that rotate and to the terminal. */
export async function openLog(
  env: Pick<Env, 'logDir' | 'logLevel' | 'nodeName'>,
  part: LogPart,
  terminal: NodeJS.WritableStream & { isTTY?: boolean } = process.stdout,
): Promise<Logger> {
  const file = await openFile(env.logDir, part);
  const shown = terminal.isTTY ? { write: (line: string) => void terminal.write(forPeople(line)) } : terminal;
  return pino(
    {
      level: env.logLevel,
      base: { node: env.nodeName, part },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: redact, censor: '[redacted]' },
      serializers: { err: describeError, error: describeError },
      formatters: { level: (label) => ({ level: label }) },
    },
    pino.multistream([
      { level: 'trace', stream: file },
      { level: 'trace', stream: shown },
    ]),
  );
}

async function openFile(folder: string, part: LogPart) {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch {
    throw new SettingFaults([
      {
        ja: `記録のフォルダー ${folder} に書き込めません。権限を直すか、LOG_DIR に別の場所を書いてください。`,
        en: `The log folder ${folder} cannot be written to. Correct its permissions, or give another place in LOG_DIR.`,
      },
    ]);
  }
  const file = await roll({
    file: join(folder, part),
    extension: '.log',
    frequency: 'daily',
    size: '20m',
    limit: { count: 14, removeOtherLogFiles: true },
  });
  // A full disk must not end the service: what cannot be logged is told on the terminal, once.
  let told = false;
  file.on('error', (error: Error) => {
    if (!told) process.stderr.write(`log file: ${error.message}\n`);
    told = true;
  });
  process.on('exit', () => {
    try {
      file.flushSync();
    } catch {
      // The file was never opened or the disk is full: there is nobody left to tell.
    }
  });
  return file;
}

/** The parts of an error that hold no values: PostgreSQL's detail, query and parameters stay out. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  return {
    type: name,
    message,
    stack,
    ...pick(error, ['code', 'constraint_name', 'table_name', 'severity']),
    ...(cause === undefined ? {} : { cause: describeError(cause) }),
  };
}

function pick(error: object, names: string[]): object {
  return Object.fromEntries(Object.entries(error).filter(([name]) => names.includes(name)));
}

function forPeople(line: string): string {
  const { time, level, node: _node, part, msg, ...rest }: Record<string, unknown> = JSON.parse(line);
  const fields = Object.keys(rest).length ? ` ${JSON.stringify(rest)}` : '';
  return `${String(time).slice(11, 19)} ${String(level).toUpperCase()} ${String(part)}: ${String(msg)}${fields}\n`;
}
