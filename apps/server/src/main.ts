import { readEnv, SettingFaults } from './env.ts';
import { openLog } from './platform/log.ts';
import { serve } from './serve.ts';

try {
  const env = readEnv();
  const log = await openLog(env, 'server');
  const { stop } = await serve(env, log);
  log.info({ listen: env.listen.map(({ zone, host, port }) => `${zone}=${host}:${port}`) }, 'serving');
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'could not stop in order');
          process.exit(1);
        },
      );
    });
  }
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'uncaught');
    process.exit(1);
  });
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
} catch (error) {
  process.stderr.write(error instanceof SettingFaults ? `${error.message}\n` : `${String(error)}\n`);
  process.exit(1);
}
