import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { settings } from '@engawa/server/src/env.ts';
import { readComposeFile, type Service } from './compose-file.ts';
import { findLiveKit, liveKitVersion } from './livekit-program.ts';
import { noMedia } from './test-media.ts';

const root = resolve(import.meta.dirname, '..');
const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const read = (source: string) => readComposeFile(parse(source, { merge: true }));
const compose = read(text);
const services = Object.entries(compose.services);

const environmentOf = (service: Service) => Object.entries(service.environment ?? {});
const own = services.filter(([, { image }]) => image === 'engawa');

test('the layout: database, bus, LiveKit, two servers, worker, proxy', () => {
  expect(Object.keys(compose.services).sort()).toEqual(
    ['database', 'bus', 'livekit', 'migrate', 'server-1', 'server-2', 'worker', 'proxy'].sort(),
  );
  expect(compose.services.database?.image).toBe('postgres:18');
});

test.each([
  ['healthcheck:', 'heathcheck:'],
  ['interval: 5s', 'interval: 5 seconds'],
  ['cap_drop: [ALL]', 'cap_drop: { ALL: true }'],
  ['condition: service_healthy', 'condition: service_happy'],
  ['networks:', 'netwoks:'],
  ['- subnet: 172.30.90.0/24', '- subnets: 172.30.90.0/24'],
])('written as the specification does not: %s -> %s', (right, wrong) => {
  expect(text).toContain(right);
  expect(() => read(text.replace(right, wrong))).toThrow();
});

test('the servers believe the proxy of their own network, and it says where people come from', () => {
  const [{ subnet }] = compose.networks.default.ipam.config;
  for (const name of ['server-1', 'server-2'])
    expect(compose.services[name]?.environment?.TRUSTED_PROXIES).toBe(subnet);
  const nginx = readFileSync(join(root, 'infra/proxy/nginx.conf'), 'utf8');
  expect(nginx).toContain('proxy_set_header X-Forwarded-For $remote_addr;');
});

test.each(services)('%s leans only on what is there', (_name, service) => {
  for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
    expect(compose.services).toHaveProperty(other);
    if (condition === 'service_healthy') expect(compose.services[other]).toHaveProperty('healthcheck');
  }
  for (const volume of service.volumes ?? []) {
    const [source = ''] = volume.split(':');
    if (source === './certs') continue;
    if (source.startsWith('./')) expect(existsSync(join(root, source))).toBe(true);
    else expect(compose.volumes).toHaveProperty(source);
  }
});

test.each(services)('%s names its image without a registry', (_name, { image }) => {
  expect(image).toMatch(/^[a-z]+(\/[a-z-]+)?(:[\w.-]+)?$/);
});

test.each(own)('%s gives only settings that exist, in a form that is read', (_name, service) => {
  const given = Object.fromEntries(
    environmentOf(service).map(([name, value]) => [
      name,
      value
        .replace(/\$\{POSTGRES_PASSWORD:\?[^}]*\}/, 'secret')
        .replace(/\$\{PUBLIC_ORIGINS:\?[^}]*\}/, 'https://a.example'),
    ]),
  );
  for (const name of Object.keys(given)) expect(settings.shape).toHaveProperty(name);
  // The certificates exist only where the containers run.
  const local = {
    ...given,
    ...(given.LISTEN && { LISTEN: given.LISTEN.replaceAll(/\/certs\/\w+\.pem/g, import.meta.filename) }),
  };
  expect(settings.safeParse(local).error).toBeUndefined();
});

test.each(own)('%s runs a file that exists', (_name, { command }) => {
  const [program, file = ''] = command ?? [];
  expect(program).toBe('node');
  expect(existsSync(join(root, file))).toBe(true);
});

const liveKit = compose.services.livekit?.environment?.LIVEKIT_CONFIG ?? '';
const given = liveKit
  .replaceAll(/\$\{LIVEKIT_SECRET:\?[^}]*\}/g, 's'.repeat(32))
  .replaceAll(/\$\{MEDIA_ADDRESS:\?[^}]*\}/g, '10.1.0.5');

test('LiveKit is closed: no room of itself, no address of others, known to both servers', () => {
  const config: unknown = parse(given);
  expect(config).toMatchObject({
    keys: { [String(compose.services['server-1']?.environment?.LIVEKIT_KEY)]: 's'.repeat(32) },
    room: { auto_create: false },
    rtc: { use_external_ip: false, stun_servers: ['10.1.0.5:7882'] },
    webhook: { urls: ['server-1', 'server-2'].map((node) => `http://${node}:3009/`) },
  });
  expect(compose.services.livekit?.image).toBe(`livekit/livekit-server:v${liveKitVersion}`);
  for (const node of ['server-1', 'server-2'])
    expect(compose.services[node]?.environment?.MEDIA_HOOK).toBe('0.0.0.0:3009');
});

test.skipIf(noMedia)(`LiveKit itself reads that configuration${noMedia ? ` (${noMedia})` : ''}`, () => {
  const ask = (config: string) => {
    const told = spawnSync(findLiveKit()?.path ?? '', ['--config-body', config, 'ports'], {
      encoding: 'utf8',
    });
    return told.stdout + told.stderr;
  };
  expect(ask(given)).toContain('7882');
  // It says so, and ends as if nothing were wrong.
  expect(ask(given.replace('auto_create', 'auto_creates'))).toContain('could not parse config');
});

test('the proxy leads each published port to the listeners of one zone', () => {
  const nginx = readFileSync(join(root, 'infra/proxy/nginx.conf'), 'utf8');
  for (const port of compose.services.proxy?.ports ?? [])
    expect(nginx).toContain(`listen ${port.split(':')[1]} ssl;`);
  for (const zone of ['lgwan', 'internet']) expect(nginx).toContain(`proxy_pass https://${zone};`);
  for (const node of ['server-1', 'server-2']) expect(nginx).toContain(`server ${node}:3443`);
});
