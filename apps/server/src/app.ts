import { adminRoom } from './admin/index.ts';
import { callsRoom } from './calls/index.ts';
import { channelsRoom } from './channels/index.ts';
import { knocksRoom } from './knocks/index.ts';
import { helpCallsRoom } from './help-calls/index.ts';
import { memosRoom } from './memos/index.ts';
import { messagesRoom } from './messages/index.ts';
import { peopleRoom } from './people/index.ts';
import { meterRoom } from './meter/index.ts';
import { placesRoom } from './places/index.ts';
import { presenceRoom } from './presence/index.ts';
import { sectionCallsRoom } from './section-calls/index.ts';
import { Allowances } from './platform/allowance.ts';
import { commandRoutes } from './platform/http/command-routes.ts';
import { makeEdge } from './platform/http/edge.ts';
import { healthRoutes } from './platform/http/health.ts';
import { describeRoutes } from './platform/http/open-api.ts';
import { Origins } from './platform/http/origins.ts';
import { servePages } from './platform/http/pages.ts';
import { CommandTable } from './platform/live/command.ts';
import type { Followable } from './platform/live/catch-up.ts';
import { answerSocket } from './platform/live/resume.ts';
import { mediaRoutes } from './platform/livekit/routes.ts';
import type { Me } from './platform/me.ts';
import type { Platform } from './platform/platform.ts';
import { makeIdentify, tokenReader } from './sessions/identify.ts';
import { sessionsRoom } from './sessions/index.ts';
import { startRoom } from './start/index.ts';
import { townRoom } from './town/index.ts';

type Parts = {
  platform: Platform;
  followable: (me: Me) => Promise<Followable[]>;
  isReady: () => boolean;
};

/** Several pages of one person ask for heads and gaps while one of them writes. */
const questionsToAWrite = 4;

/** Mounts the platform, then the rooms. */
export async function buildApp({ platform, followable, isReady }: Parts) {
  const { env, log, metrics, live } = platform;
  const origins = new Origins(env.listen, env.origins);
  const identify = makeIdentify(platform);
  const writes = new Allowances(env.writeRate);
  const questions = new Allowances(env.writeRate * questionsToAWrite);
  const app = makeEdge({ log, metrics, origins, proxies: env.proxies, writes, identify });
  await describeRoutes(app);
  const table = new CommandTable();

  healthRoutes(app, platform, isReady);
  mediaRoutes(app, platform, identify);
  sessionsRoom(app, platform, table);
  peopleRoom(app, platform, table);
  channelsRoom(app, platform, table);
  messagesRoom(app, platform, table);
  presenceRoom(app, platform, table);
  memosRoom(app, platform, table);
  callsRoom(app, platform, table);
  knocksRoom(app, platform, table);
  sectionCallsRoom(app, platform, table);
  helpCallsRoom(app, platform, table);
  placesRoom(app, platform, table);
  meterRoom(app, platform);
  adminRoom(app, platform, table);
  townRoom(app, platform);
  startRoom(app, platform, followable);
  commandRoutes(app, platform, table);

  await servePages(app, env.webDir);
  live.onSocket((socket) => answerSocket(socket, platform, table, { writes, questions }));
  return { app, table, origins, identify, tokenIn: tokenReader(env) };
}
