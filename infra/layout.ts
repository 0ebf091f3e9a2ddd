import type { Settings } from '@engawa/server/src/env.ts';
import { isPlain, type Listener } from '@engawa/server/src/listen.ts';
import { freePort } from './ports.ts';
import { Proxy } from './proxy.ts';

/** One server process: where it listens and what its environment adds. */
export type ServerNode = { name: string; listen: Listener[]; env: Record<string, string> };

/** A single server listens itself. */
export function oneNode({ listen, metrics }: Settings): ServerNode[] {
  return [{ name: 'server', listen, env: { METRICS_PORT: String(metrics.port) } }];
}

/** Several servers listen on ports of their own, and a proxy stands at the addresses of the settings. */
export async function severalNodes(
  settings: Settings,
  count: number,
  given: NodeJS.ProcessEnv = {},
): Promise<ServerNode[]> {
  const nodes: ServerNode[] = [];
  for (let number = 1; number <= count; number += 1) {
    const name = `server-${number}`;
    const listen: Listener[] = [];
    // The proxy before them speaks TLS; what it passes on stays in this machine.
    for (const at of settings.listen) {
      const own = { zone: at.zone, host: '127.0.0.1', port: await freePort() };
      listen.push(isPlain(at) ? own : { ...own, front: 'tls' });
    }
    const metrics = number === 1 ? settings.metrics.port : await freePort();
    nodes.push({
      name,
      listen,
      env: {
        LISTEN: listen.map(write).join(','),
        PUBLIC_ORIGINS: [...settings.origins, ...settings.listen.flatMap(originsOf)].join(','),
        TRUSTED_PROXIES: ['127.0.0.1', given['TRUSTED_PROXIES']].filter(Boolean).join(','),
        METRICS_PORT: String(metrics),
        NODE_NAME: name,
        // Two that fill the sample town at once wait for each other until one gives up.
        ...(number > 1 && { ENGAWA_DEMO: '0' }),
        LOG_DIR: `${settings.logDir}/${name}`,
      },
    });
  }
  return nodes;
}

/** One proxy for each address of the settings, leading to the same zone of every node. */
export function proxiesFor(settings: Settings, nodes: ServerNode[]): { at: Listener; proxy: Proxy }[] {
  return settings.listen.map((at, index) => {
    const behind = nodes.flatMap(({ listen }) => listen[index] ?? []);
    return { at, proxy: new Proxy(behind, settings.proxies) };
  });
}

function write({ zone, host, port, front }: Listener): string {
  return `${zone}=${host}:${port}${front ? `;front=${front}` : ''}`;
}

function originsOf({ host, port, tls }: Listener): string[] {
  const names = new Set(['127.0.0.1', 'localhost', ...(/^[\d.]+$/.test(host) ? [host] : [])]);
  return [...names].map((name) => `${tls ? 'https' : 'http'}://${name}:${port}`);
}
