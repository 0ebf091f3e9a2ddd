import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readEnv, readSettings, SettingFaults } from './env.ts';

const database = 'postgres://engawa:secret@127.0.0.1:5432/engawa';

function faultsOf(source: Record<string, string>): string[] {
  try {
    readEnv({ DATABASE_URL: database, ...source });
  } catch (error) {
    if (error instanceof SettingFaults) return error.faults.map(({ ja, en }) => `${ja} | ${en}`);
    throw error;
  }
  return [];
}

test('defaults serve this machine only', () => {
  const env = readEnv({ DATABASE_URL: database });
  expect(env.listen).toEqual([{ zone: 'lgwan', host: '127.0.0.1', port: 3000 }]);
  expect(env.dataDir).toBe(resolve('.data'));
  expect(env.logDir).toBe(resolve('.data/logs'));
  expect(env.metrics).toEqual({ host: '127.0.0.1', port: 9464 });
  expect(env.admissionRate).toBe(700);
  expect(env.demo).toBe(false);
});

test('an empty variable counts as not set', () => {
  expect(readSettings({ PORT: '', LISTEN: '', REDIS_URL: '' }).port).toBe(3000);
});

test('every fault is told at once, in both languages', () => {
  const faults = faultsOf({ PORT: 'abc', LOG_LEVEL: 'loud', ADMISSION_RATE: '0' });
  expect(faults).toHaveLength(3);
  expect(faults[0]).toContain('PORT: 「abc」は使えません。1 から 65535 までの整数');
  expect(faults[0]).toContain('PORT: "abc" cannot be used. It must be a whole number');
});

test('a secret value is never repeated', () => {
  const [fault] = faultsOf({ DATABASE_URL: 'mysql://root:hunter2@db' });
  expect(fault).toContain('DATABASE_URL');
  expect(fault).not.toContain('hunter2');
});

test('a server without a database says so', () => {
  expect(() => readEnv({})).toThrow(/DATABASE_URL/);
  expect(readSettings({}).databaseUrl).toBeUndefined();
});

test('listeners have zones and certificates', () => {
  const folder = mkdtempSync(join(tmpdir(), 'engawa-env-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  for (const file of [cert, key]) writeFileSync(file, '');
  const env = readEnv({
    DATABASE_URL: database,
    LISTEN: `lgwan=127.0.0.1:3000, internet=0.0.0.0:3443;cert=${cert};key=${key},guest=[::1]:3001;front=tls`,
  });
  expect(env.listen).toEqual([
    { zone: 'lgwan', host: '127.0.0.1', port: 3000 },
    { zone: 'internet', host: '0.0.0.0', port: 3443, tls: { cert, key } },
    { zone: 'guest', host: '::1', port: 3001, front: 'tls' },
  ]);
});

test.each([
  ['lgwan=0.0.0.0:3000', 'needs a certificate'],
  ['lgwan=10.1.2.3:3000', 'needs a certificate'],
  ['lgwan=127.0.0.1.example.com:3000', 'needs a certificate'],
  ['lgwan=127.0.0.1:3000,guest=127.0.0.1:3000', 'same port'],
  ['office=127.0.0.1:3000', 'cannot be read'],
  ['lgwan=127.0.0.1:99999', 'cannot be read'],
  ['lgwan', 'cannot be read'],
  ['lgwan=0.0.0.0:3443;cert=/nowhere/cert.pem;key=/nowhere/key.pem', 'cannot be read'],
  ['lgwan=127.0.0.1:3443;pin=1', 'Only cert=FILE, key=FILE and front=tls'],
])('LISTEN=%s is refused', (listen, reason) => {
  const [fault] = faultsOf({ LISTEN: listen });
  expect(fault).toContain('LISTEN: ');
  expect(fault).toContain(reason);
});

test('metrics and listeners cannot share a port', () => {
  expect(faultsOf({ METRICS_PORT: '3000' })[0]).toContain('METRICS_PORT');
});

test('origins are exact', () => {
  expect(readSettings({ PUBLIC_ORIGINS: 'https://a.example.jp, https://b.example.jp:8443' }).origins).toEqual(
    ['https://a.example.jp', 'https://b.example.jp:8443'],
  );
  expect(faultsOf({ PUBLIC_ORIGINS: 'https://a.example.jp/' })[0]).toContain('PUBLIC_ORIGINS');
});

test('an outside LiveKit is taken only with its key, and its secret is never repeated', () => {
  const LIVEKIT_URL = 'http://10.1.0.5:7880';
  expect(() => readSettings({ LIVEKIT_URL })).toThrow('LIVEKIT_KEY');
  const secret = 'short-secret';
  const given = { LIVEKIT_URL, LIVEKIT_KEY: 'engawa', LIVEKIT_SECRET: secret };
  expect(() => readSettings(given)).toThrow('at least 32 characters');
  expect(() => readSettings(given)).not.toThrow(secret);
  const whole = { ...given, LIVEKIT_SECRET: 's'.repeat(32) };
  expect(readSettings(whole).media.server).toEqual({
    url: LIVEKIT_URL,
    key: 'engawa',
    secret: 's'.repeat(32),
  });
  expect(readSettings({ ...whole, MEDIA: 'off' }).media.server).toBeUndefined();
});
