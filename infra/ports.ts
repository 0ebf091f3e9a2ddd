import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { threadId } from 'node:worker_threads';
import { codeOf, Fault } from './fault.ts';

/** Why an address cannot be listened on, or undefined when it can. */
export function portTrouble(host: string, port: number): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const probe = createServer();
  probe.once('error', (error) => resolve(codeOf(error) ?? 'unknown'));
  probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(undefined)));
  return promise;
}

// Below the ports that the system lends to outgoing connections (32768 and up): one of those could be
// lent again between the choice and the moment it is listened on.
const lowest = 20_000;
const highest = 32_000;
const given = new Set<number>();

// Two programs that choose at the same moment would now and then choose the same one: each looks among a
// hundred of its own first. Programs that run side by side were mostly begun one after the other.
const share = 100;
const own = lowest + ((process.pid + threadId) % ((highest - lowest) / share)) * share;

/** A port of this machine that nobody uses; the preferred one when it is free. */
export async function freePort(preferred = 0): Promise<number> {
  if (preferred && !(await portTrouble('127.0.0.1', preferred))) return preferred;
  for (let tries = 0; ; tries += 1) {
    const port = tries < share ? randomInt(own, own + share) : randomInt(lowest, highest);
    if (given.has(port) || (await portTrouble('127.0.0.1', port))) continue;
    given.add(port);
    return port;
  }
}

/** Refuses, in words, an address that the server could not listen on. */
export async function mustBeFree(
  { host, port }: { host: string; port: number },
  setting: string,
): Promise<void> {
  const trouble = await portTrouble(host, port);
  if (!trouble) return;
  if (trouble === 'EADDRINUSE') {
    throw new Fault({
      ja: `ポート ${port}（${host}）は、ほかのプログラムが使っています。そのプログラムを止めるか、${setting} に別の番号を書いてください。`,
      en: `Port ${port} (${host}) is taken by another program. Stop that program, or give another port in ${setting}.`,
    });
  }
  if (trouble === 'EACCES') {
    throw new Fault({
      ja: `ポート ${port} を使う権限がありません。1024 以上の番号を ${setting} に書いてください。`,
      en: `Port ${port} needs more rights than this user has. Give a port of 1024 or more in ${setting}.`,
    });
  }
  throw new Fault({
    ja: `${host}:${port} で待ち受けられません（${trouble}）。${setting} のアドレスがこの機械のものか確かめてください。`,
    en: `${host}:${port} cannot be listened on (${trouble}). Check that the address in ${setting} belongs to this machine.`,
  });
}
