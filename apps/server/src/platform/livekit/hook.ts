import { createServer, type IncomingMessage, type Server } from 'node:http';
import { WebhookReceiver, type WebhookEvent } from 'livekit-server-sdk';
import type { Logger } from 'pino';
import type { MediaServer } from '../../media-settings.ts';

type Parts = {
  server: MediaServer;
  log: Logger;
  /** Done when what was told is kept: LiveKit tells it again where this fails. */
  take(event: WebhookEvent): Promise<void>;
};

const mostBytes = 262_144;

/** Listens, on an inner address of its own, for what LiveKit tells: signed, with the digest of its body. */
export async function listenForHooks(at: string, { server, log, take }: Parts): Promise<Server> {
  const receiver = new WebhookReceiver(server.key, server.secret);
  const listener = createServer((request, response) => {
    const answer = async () => {
      if (request.method !== 'POST') return 405;
      const body = await readBody(request);
      if (body === undefined) return 413;
      const event = await receiver.receive(body, request.headers.authorization).catch(() => undefined);
      if (!event?.id) return 401;
      await take(event);
      return 200;
    };
    answer().then(
      (status) => response.writeHead(status).end(),
      (error: unknown) => {
        log.warn({ err: error }, 'what LiveKit told could not be kept');
        response.writeHead(503).end();
      },
    );
  });
  const { hostname, port } = new URL(`http://${at}`);
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(Number(port), hostname.replace(/^\[|\]$/g, ''), resolve);
  });
  return listener;
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > mostBytes) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
