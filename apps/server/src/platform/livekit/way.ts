import type { IncomingMessage } from 'node:http';
import { z } from 'zod';

const Claims = z.object({ sub: z.string(), video: z.object({ room: z.string() }) });

/** Where a page wants to go: under which identity, into which room, and what LiveKit is asked. */
export type Way = { identity: string; room: string; path: string };

const place = /^\/media\/(?<identity>[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(?<path>\/rtc(?:\/v1)?)$/;

/** What a page may tell LiveKit of itself; anything else, such as another identity, is left out. */
const passed = new Set([
  'access_token',
  'auto_subscribe',
  'sdk',
  'version',
  'protocol',
  'device_model',
  'os',
  'os_version',
  'browser',
  'browser_version',
  'network',
  'reconnect',
  'reconnect_reason',
  'sid',
  'adaptive_stream',
  'client_protocol',
  'join_request',
]);

/** Whether a request for a socket is meant for media. */
export function isMedia(request: IncomingMessage): boolean {
  return request.url?.startsWith('/media/') === true;
}

/** Reads the address of a socket; undefined unless it leads to signalling with a token of its own identity. */
export function readWay(url: string): Way | undefined {
  const [before = '', query = ''] = url.split('?');
  const { identity, path } = place.exec(before)?.groups ?? {};
  if (!identity || !path) return undefined;
  const asked = new URLSearchParams(query);
  const told = new URLSearchParams();
  for (const [name, value] of asked) if (passed.has(name) && !told.has(name)) told.append(name, value);
  const claims = claimsOf(told.get('access_token') ?? '');
  if (!claims || claims.sub !== identity) return undefined;
  return { identity, room: claims.video.room, path: `${path}?${told}` };
}

/** What a token claims. LiveKit checks that the claim is true; here only what is asked matters. */
function claimsOf(token: string): z.infer<typeof Claims> | undefined {
  try {
    const [, middle = ''] = token.split('.');
    return Claims.parse(JSON.parse(Buffer.from(middle, 'base64url').toString('utf8')));
  } catch {
    return undefined;
  }
}
