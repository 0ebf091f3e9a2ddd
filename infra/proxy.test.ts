import { createServer as createHttp, get, type IncomingMessage } from 'node:http';
import { connect, createServer } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { parseNetworks } from '@engawa/server/src/networks.ts';
import { freePort } from './ports.ts';
import { Proxy, type Address } from './proxy.ts';

const host = '127.0.0.1';
const closing: { close: () => unknown }[] = [];
afterAll(async () => {
  for (const each of closing) await each.close();
});

async function node(name: string): Promise<Address> {
  const port = await freePort();
  const told = (asked: IncomingMessage) =>
    `${name} ${asked.method} ${asked.url} from ${String(asked.headers['x-forwarded-for'])}`;
  const server = createHttp((asked, answer) => {
    const heard: Buffer[] = [];
    asked.on('data', (bytes: Buffer) => heard.push(bytes));
    asked.on('end', () => answer.end(`${told(asked)} ${Buffer.concat(heard).toString()}`));
  });
  // A socket that says what it heard of its opening, and then says back what it is told.
  server.on('upgrade', (asked, socket) => {
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n\r\n${told(asked)}\n`);
    socket.on('error', () => {}).pipe(socket);
  });
  server.listen(port, host);
  closing.push(server);
  return { host, port };
}

async function proxyBefore(nodes: Address[], trusted?: string): Promise<number> {
  const proxy = new Proxy(nodes, trusted ? parseNetworks(trusted) : undefined);
  const port = await freePort();
  await proxy.listen({ host, port });
  closing.push(proxy);
  return port;
}

async function ask(port: number, path = '/', init: RequestInit = {}): Promise<string> {
  const response = await fetch(`http://${host}:${port}${path}`, init);
  return response.text();
}

test('requests are spread over the nodes, and a dead one is passed over', async () => {
  const dead = { host, port: await freePort() };
  const port = await proxyBefore([await node('one'), dead, await node('two')]);
  const answers = await Promise.all(Array.from({ length: 12 }, () => ask(port)));
  expect(new Set(answers.map((answer) => answer.split(' ')[0]))).toEqual(new Set(['one', 'two']));
});

test('a node hears whose a request is, whatever the client writes of itself, and all of it', async () => {
  const port = await proxyBefore([await node('one')]);
  const body = '庁舎'.repeat(50_000);
  const told = await ask(port, '/api/x?y=1', {
    method: 'POST',
    body,
    headers: { 'x-forwarded-for': '192.0.2.7' },
  });
  expect(told).toBe(`one POST /api/x?y=1 from 127.0.0.1 ${body}`);
  // Another address of this machine stands for another person.
  const { promise, resolve } = Promise.withResolvers<string>();
  get({ host, port, localAddress: '127.0.0.9' }, (answer) => {
    answer.on('data', (bytes: Buffer) => resolve(bytes.toString()));
  });
  expect(await promise).toContain('from 127.0.0.9');
});

test('what a proxy of the hall says of an address goes on, and its own after it', async () => {
  const port = await proxyBefore([await node('one')], '127.0.0.1');
  const headers = { 'x-forwarded-for': '203.0.113.1, 192.0.2.7' };
  expect(await ask(port, '/', { headers })).toContain('from 203.0.113.1, 192.0.2.7, 127.0.0.1');
});

test('a node hears whose a socket is, and its bytes go both ways', async () => {
  const port = await proxyBefore([await node('one')]);
  const client = connect({ host, port, localAddress: '127.0.0.9' });
  let heard = '';
  client.on('data', (bytes: Buffer) => (heard += bytes.toString()));
  const head = ['GET /live HTTP/1.1', 'Host: x', 'Connection: Upgrade', 'Upgrade: websocket'];
  client.write(`${head.join('\r\n')}\r\nX-Forwarded-For: 192.0.2.7\r\n\r\n`);
  await expect.poll(() => heard).toContain('one GET /live from 127.0.0.9\n');
  client.write('発言');
  await expect.poll(() => heard).toContain('発言');
  client.destroy();
});

test('a connection that the node cuts is cut for the client', async () => {
  const rude = createServer((socket) => socket.destroy());
  const to = await freePort();
  rude.listen(to, host);
  closing.push(rude);
  const port = await proxyBefore([{ host, port: to }]);
  await expect(ask(port)).rejects.toThrow();
});

test('where no node is left, the client is told so', async () => {
  const port = await proxyBefore([{ host, port: await freePort() }]);
  expect((await fetch(`http://${host}:${port}`)).status).toBe(502);
});
