import type { IncomingMessage, Server } from 'node:http';
import type { Logger } from 'pino';
import { buildApp } from './app.ts';
import { buildPlatform } from './build-platform.ts';
import { channelJobs } from './channels/jobs.ts';
import type { Env } from './env.ts';
import { memoJobs } from './memos/jobs.ts';
import { addressOf } from './platform/http/address.ts';
import { openListeners } from './platform/http/listeners.ts';
import { Admission, Doorstep } from './platform/live/admission.ts';
import { startSweeps } from './platform/live/sweep.ts';
import { prepareSetup } from './sessions/setup-code.ts';
import { fillSampleTown } from './town/fill-sample-town.ts';

/** How long a stop waits for commands that are under way. */
const drainMs = 2000;

/** Serves people until `stop`. Ready means: the listeners are open and the database answers. */
export async function serve(env: Env, log: Logger) {
  const parts = await buildPlatform(env, log, false);
  const { platform, followable } = parts;
  const { live, media, metrics, jobs } = platform;
  let isReady = false;
  channelJobs(jobs, platform);
  memoJobs(jobs, platform);
  await jobs.start(false);
  const { app, origins, identify, tokenIn, table } = await buildApp({
    platform,
    followable,
    isReady: () => isReady,
  });
  const servers = await openListeners(app, env.listen);
  const admission = new Admission(env.admissionRate, env.admissionBurst);
  const doorstep = new Doorstep();
  for (const server of servers) {
    const gate = {
      isOwnOrigin: (origin: string | undefined) => origins.isOwn(origin),
      addressOf: (request: IncomingMessage) => addressOf(request, env.proxies),
      tokenIn,
      identify,
      admission,
      doorstep,
      metrics,
    };
    live.open(server, gate);
    media.open(server, gate);
  }
  await media.start();
  const metricsServer = await metrics.listen(env.metrics.host, env.metrics.port);
  const endSweeps = startSweeps(live, platform.db, metrics, log, env.redisUrl !== undefined);
  if (env.demo && (await fillSampleTown(platform))) log.info('the sample town was filled');
  // The code itself stays out of the log; the start program shows it in the terminal.
  if (await prepareSetup(platform))
    log.warn({ folder: env.dataDir }, 'no administrator yet: see the file setup-code');
  isReady = true;

  /** Not ready, pages sent away, what is under way finished, then everything closed. */
  async function stop(): Promise<void> {
    isReady = false;
    endSweeps();
    live.sendAway();
    await table.close(drainMs);
    await Promise.all(servers.map((server) => closeServer(server)));
    await app.close();
    metricsServer?.close();
    await parts.close();
  }
  return { platform, app, table, stop };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    // Sockets count as open connections; they are cut once the page has had time to hear goaway.
    setTimeout(() => server.closeAllConnections(), 300).unref();
    setTimeout(resolve, 600).unref();
  });
}
