import type { App } from '#platform/http/edge.ts';
import type { Platform } from '#platform/platform.ts';
import { meterRoutes } from './routes.ts';

/** 内線のかわり: how much of the old telephone is replaced, by section and month. */
export function meterRoom(app: App, platform: Platform): void {
  meterRoutes(app, platform);
}
