import { z } from 'zod';

const duration = z.string().regex(/^(\d+(us|ms|s|m|h))+$/);
const words = z.array(z.string());

const healthcheck = z.strictObject({
  test: z.tuple([z.enum(['CMD', 'CMD-SHELL'])], z.string()),
  interval: duration.optional(),
  timeout: duration.optional(),
  retries: z.int().positive().optional(),
  start_period: duration.optional(),
});

const service = z.strictObject({
  image: z.string(),
  build: z.strictObject({ context: z.string(), dockerfile: z.string().optional() }).optional(),
  command: words.optional(),
  restart: z.enum(['no', 'always', 'on-failure', 'unless-stopped']).optional(),
  init: z.boolean().optional(),
  read_only: z.boolean().optional(),
  cap_drop: words.optional(),
  security_opt: words.optional(),
  tmpfs: words.optional(),
  stop_grace_period: duration.optional(),
  environment: z.record(z.string(), z.string()).optional(),
  depends_on: z
    .record(
      z.string(),
      z.strictObject({
        condition: z.enum(['service_started', 'service_healthy', 'service_completed_successfully']),
      }),
    )
    .optional(),
  ports: z.array(z.string().regex(/^(\d+:)?\d+$/)).optional(),
  volumes: z.array(z.string().regex(/^[\w./-]+:\/[\w./-]+(:ro)?$/)).optional(),
  healthcheck: healthcheck.optional(),
});

/** A service as the Compose Specification defines it, as far as ours use it. */
export type Service = z.infer<typeof service>;

/** The part of the Compose Specification that our file uses; anything beyond it is refused. */
export const composeFile = z.preprocess(
  withoutExtensions,
  z.strictObject({
    name: z.string().regex(/^[a-z0-9][a-z0-9_-]*$/),
    services: z.record(z.string().regex(/^[a-zA-Z0-9._-]+$/), service),
    volumes: z.record(z.string(), z.strictObject({})),
  }),
);

/** Keys that begin with x- are left to the writer, by the specification. */
function withoutExtensions(file: unknown): unknown {
  if (typeof file !== 'object' || file === null) return file;
  return Object.fromEntries(Object.entries(file).filter(([key]) => !key.startsWith('x-')));
}
