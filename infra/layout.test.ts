import { expect, test } from 'vitest';
import { readEnv, readSettings } from '@engawa/server/src/env.ts';
import { isPlain } from '@engawa/server/src/listen.ts';
import { isWithin } from '@engawa/server/src/networks.ts';
import { severalNodes } from './layout.ts';

const file = import.meta.filename;

async function nodeOf(given: Record<string, string>) {
  const [node] = await severalNodes(readSettings(given), 2, given);
  return readEnv({ ...given, ...node?.env, DATABASE_URL: 'postgres://127.0.0.1/engawa' });
}

test('a node knows where the proxy before it speaks TLS', async () => {
  const listen = `lgwan=127.0.0.1:3443;cert=${file};key=${file},internet=127.0.0.1:3080`;
  const node = await nodeOf({ LISTEN: listen });
  expect(node.listen.map((at) => [at.zone, isPlain(at)])).toEqual([
    ['lgwan', false],
    ['internet', true],
  ]);
});

test('a node trusts the proxy before it, and those of the hall', async () => {
  const trusts = async (given: Record<string, string>) => {
    const { proxies } = await nodeOf(given);
    return ['127.0.0.1', '10.1.0.5', '10.1.0.6'].filter((address) => isWithin(proxies, address));
  };
  expect(await trusts({ TRUSTED_PROXIES: '10.1.0.5' })).toEqual(['127.0.0.1', '10.1.0.5']);
  expect(await trusts({})).toEqual(['127.0.0.1']);
  expect(await trusts({ TRUSTED_PROXIES: '' })).toEqual(['127.0.0.1']);
});
