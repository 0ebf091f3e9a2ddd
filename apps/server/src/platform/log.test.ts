import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openLog } from './log.ts';

async function logOf(write: (log: Awaited<ReturnType<typeof openLog>>) => void, isTTY = false) {
  const logDir = mkdtempSync(join(tmpdir(), 'engawa-log-'));
  onTestFinished(() => rmSync(logDir, { recursive: true }));
  const terminal = Object.assign(new PassThrough(), { isTTY });
  const log = await openLog({ logDir, logLevel: 'info', nodeName: 'test' }, 'server', terminal);
  write(log);
  await pause(200);
  const file = readdirSync(logDir).map((name) => readFileSync(join(logDir, name), 'utf8'));
  return { file: file.join(''), terminal: String(terminal.read() ?? ''), names: readdirSync(logDir) };
}

test('each line is one object with its request id, in the file and on the terminal', async () => {
  const { file, terminal } = await logOf((log) =>
    log.child({ reqId: 'r-1' }).info({ route: '/api/x' }, 'refused'),
  );
  const line = JSON.parse(file);
  expect(line).toMatchObject({
    level: 'info',
    node: 'test',
    part: 'server',
    reqId: 'r-1',
    route: '/api/x',
    msg: 'refused',
  });
  expect(line.time).toMatch(/^\d{4}-\d\d-\d\dT/);
  expect(terminal).toBe(file);
});

test('people at a terminal get a short line', async () => {
  const { terminal } = await logOf((log) => log.warn({ wait: 5 }, 'slow'), true);
  expect(terminal).toMatch(/^\d\d:\d\d:\d\d WARN server: slow \{"wait":5\}\n$/);
});

test('no body and no secret is written, whoever passes it', async () => {
  const { file } = await logOf((log) => {
    const message = { body: '内緒の話', id: 1 };
    log.info(
      { password: 'hunter2', message, deep: { message }, req: { headers: { cookie: 'sid=abc' } } },
      'x',
    );
    log.info(
      { newPassword: 'hunter2', headers: { authorization: 'Bearer abc', 'set-cookie': 'sid=abc' } },
      'x',
    );
  });
  expect(file).not.toMatch(/内緒|hunter2|abc/);
  expect(file).toContain('[redacted]');
});

test("PostgreSQL's detail stays out, its code does not", async () => {
  const { file } = await logOf((log) => {
    const error = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (body)=(内緒の話) already exists.',
      parameters: ['内緒の話'],
    });
    log.error({ err: new Error('could not send', { cause: error }) }, 'x');
  });
  expect(file).not.toContain('内緒');
  expect(file).toContain('23505');
  expect(file).toContain('could not send');
});

test('a folder that cannot be used is told as a wrong setting', async () => {
  const opened = openLog(
    { logDir: join(import.meta.filename, 'below-a-file'), logLevel: 'info', nodeName: 'test' },
    'server',
  );
  await expect(opened).rejects.toThrow(/LOG_DIR/);
});
