import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const schema: unknown = JSON.parse(readFileSync(join(import.meta.dirname, 'compose-spec.json'), 'utf8'));
// zod takes drafts by http:// names only; the file of the specification says https://.
const { $schema: _, ...draft7 } = z.record(z.string(), z.json()).parse(schema);

/**
 * The whole Compose Specification, by its own schema. compose-spec.json is `schema/compose-spec.json` of
 * github.com/compose-spec/compose-spec at commit a08f8d5, unchanged (Apache-2.0).
 */
const specification = z.fromJSONSchema(draft7, { defaultTarget: 'draft-7' });

// The specification leaves these as any text; compose refuses what it cannot read when it starts.
const duration = z.string().regex(/^(\d+(us|ms|s|m|h))+$/);
const conditions = ['service_started', 'service_healthy', 'service_completed_successfully'] as const;

const service = z.looseObject({
  image: z.string(),
  command: z.array(z.string()).optional(),
  stop_grace_period: duration.optional(),
  environment: z.record(z.string(), z.string()).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.enum(conditions) })).optional(),
  ports: z.array(z.string().regex(/^(\d+:)?\d+(\/udp)?$/)).optional(),
  volumes: z.array(z.string().regex(/^[\w./-]+:\/[\w./-]+(:ro)?$/)).optional(),
  healthcheck: z
    .object({
      test: z.tuple([z.enum(['CMD', 'CMD-SHELL'])], z.string()),
      interval: duration,
      timeout: duration,
    })
    .optional(),
});

/** A service in the narrower form that ours are written in. */
export type Service = z.infer<typeof service>;

const ours = z.object({
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.object({})),
  networks: z.object({
    default: z.object({ ipam: z.object({ config: z.tuple([z.object({ subnet: z.string() })]) }) }),
  }),
});

/** Reads a compose file: by the specification, and in the form that our checks look into. */
export function readComposeFile(file: unknown): z.infer<typeof ours> {
  specification.parse(file);
  return ours.parse(file);
}
