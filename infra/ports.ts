import { createServer } from 'node:net';
import { codeOf } from './fault.ts';

/** Why an address cannot be listened on, or undefined when it can. */
export function portTrouble(host: string, port: number): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const probe = createServer();
  probe.once('error', (error) => resolve(codeOf(error) ?? 'unknown'));
  probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(undefined)));
  return promise;
}

/** A port of this machine that nobody uses; the preferred one when it is free. */
export async function freePort(preferred = 0): Promise<number> {
  if (preferred && !(await portTrouble('127.0.0.1', preferred))) return preferred;
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const probe = createServer();
  probe.once('error', reject);
  probe.listen(0, '127.0.0.1', () => {
    const address = probe.address();
    const port = address && typeof address === 'object' ? address.port : 0;
    probe.close(() => resolve(port));
  });
  return promise;
}
