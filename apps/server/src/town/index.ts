import type { App } from '#platform/http/edge.ts';
import type { Platform } from '#platform/platform.ts';
import { townRoutes } from './routes.ts';

/** The sample town, for trying Engawa out. */
export function townRoom(app: App, platform: Platform): void {
  townRoutes(app, platform);
}
