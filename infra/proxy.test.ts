import { createServer as createHttp } from 'node:http';
import { createServer } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { freePort } from './ports.ts';
import { Proxy } from './proxy.ts';

const host = '127.0.0.1';
const closing: { close: () => unknown }[] = [];
afterAll(async () => {
  for (const each of closing) await each.close();
});

async function node(name: string) {
  const port = await freePort();
  const server = createHttp((_request, response) => response.end(name)).listen(port, host);
  closing.push(server);
  return { host, port };
}

async function ask(port: number): Promise<string> {
  const response = await fetch(`http://${host}:${port}`, { headers: { connection: 'close' } });
  return response.text();
}

test('connections are spread over the nodes, and a dead one is passed over', async () => {
  const dead = { host, port: await freePort() };
  const proxy = new Proxy([await node('one'), dead, await node('two')]);
  const port = await freePort();
  await proxy.listen({ host, port });
  closing.push(proxy);
  const answers = await Promise.all(Array.from({ length: 12 }, () => ask(port)));
  expect(new Set(answers)).toEqual(new Set(['one', 'two']));
});

test('a connection that the node cuts is cut for the client', async () => {
  const rude = createServer((socket) => socket.destroy());
  const to = await freePort();
  rude.listen(to, host);
  closing.push(rude);
  const proxy = new Proxy([{ host, port: to }]);
  const port = await freePort();
  await proxy.listen({ host, port });
  closing.push(proxy);
  await expect(ask(port)).rejects.toThrow();
});
