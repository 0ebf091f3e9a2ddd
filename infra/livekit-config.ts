import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { isLoopback } from '@engawa/server/src/listen.ts';
import { z } from 'zod';

/** Where a LiveKit listens and whom it tells. */
export type LiveKitPlan = {
  key: string;
  secret: string;
  /** Where voice and pictures go. */
  address: string;
  ports: { signal: number; udp: number; tcp: number; metrics: number };
  /** Inner addresses of our servers, which are told who comes and goes. */
  hooks: string[];
};

const Keys = z.object({ key: z.string(), secret: z.string().min(32) });

/** The key of this data folder, made at the first start. */
export function keysIn(dataDir: string): z.infer<typeof Keys> {
  const file = join(dataDir, 'media-keys.json');
  if (existsSync(file)) return Keys.parse(JSON.parse(readFileSync(file, 'utf8')));
  const made = {
    key: `engawa${randomBytes(6).toString('hex')}`,
    secret: randomBytes(48).toString('base64url'),
  };
  writeFileSync(file, JSON.stringify(made), { mode: 0o600, flush: true });
  return made;
}

/** Writes what LiveKit reads, which only we may; answers where it lies. */
export function writeConfig(dataDir: string, plan: LiveKitPlan): string {
  const file = join(dataDir, 'livekit.yaml');
  // JSON is YAML.
  writeFileSync(file, JSON.stringify(configOf(plan), null, 2), { mode: 0o600 });
  return file;
}

/** The whole configuration: closed, and with no address that is not ours. */
export function configOf({ key, secret, address, ports, hooks }: LiveKitPlan) {
  const isHere = isLoopback(address);
  return {
    port: ports.signal,
    bind_addresses: ['127.0.0.1'],
    keys: { [key]: secret },
    rtc: {
      node_ip: address,
      use_external_ip: false,
      enable_loopback_candidate: isHere,
      interfaces: { includes: interfacesOf(address) },
      udp_port: ports.udp,
      // LiveKit opens its TCP port on every interface: not where nobody but this machine is to come.
      tcp_port: isHere ? 0 : ports.tcp,
      // An empty list would make it hand out those of others.
      stun_servers: [`${address.includes(':') ? `[${address}]` : address}:${ports.udp}`],
    },
    room: { auto_create: false, empty_timeout: 120, departure_timeout: 30, max_participants: 200 },
    turn: { enabled: false },
    api: { enable_psrpc_for_get_list_participants: true },
    webhook: { api_key: key, urls: hooks.map((at) => `http://${at}/`) },
    prometheus: { port: ports.metrics },
    logging: { level: 'warn', json: true, pion_level: 'error' },
  };
}

/** The interface that has the address; all of them where none has it, as behind a NAT. */
function interfacesOf(address: string): string[] {
  const all = Object.entries(networkInterfaces());
  return all.flatMap(([name, list]) => (list?.some((each) => each.address === address) ? [name] : []));
}
