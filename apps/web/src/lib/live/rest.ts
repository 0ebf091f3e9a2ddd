import type { Answer } from '@engawa/contract/live';
import { asAnswer, refused } from './answer.ts';

const patience = 10_000;
const json = { 'content-type': 'application/json' };

/** The answer to a question that went out with the page, once; a refusal is asked for anew. */
async function answerOf(path: string, init: RequestInit, most: number): Promise<Response> {
  const asked = globalThis.engawaAsked?.[path];
  if (asked) {
    delete globalThis.engawaAsked?.[path];
    const response = await asked;
    if (response?.ok) return response;
  }
  return fetch(path, { ...init, signal: AbortSignal.timeout(most) });
}

/** Whether a question went out with the page and its answer has not been taken yet. */
export function wentOutWithPage(path: string): boolean {
  return globalThis.engawaAsked?.[path] !== undefined;
}

/** Silence, a cut line and a proxy's own page all read as `unavailable`. */
async function ask(
  path: string,
  init: RequestInit,
  most = patience,
): Promise<{ ok: boolean; body: unknown } | undefined> {
  try {
    const response = await answerOf(path, init, most);
    const body: unknown = await response.json();
    return { ok: response.ok, body };
  } catch {
    return undefined;
  }
}

/** Reads over REST: the body itself where it went well, else an error. */
export async function read<T>(path: string, cache: RequestCache = 'no-store'): Promise<Answer<T>> {
  const heard = await ask(path, { cache });
  if (!heard) return refused('unavailable');
  return asAnswer<T>(heard.ok ? { ok: true, data: heard.body } : heard.body);
}

/** Sends a command over REST, for when the socket does not answer. `most` is for what takes its time. */
export async function post<T>(
  path: string,
  body: unknown,
  { most, personId }: { most?: number; personId?: string } = {},
): Promise<Answer<T>> {
  // Whose page this is: on a shared PC the cookie may have become somebody else's.
  const headers = { ...json, ...(personId !== undefined && { 'x-engawa-person': personId }) };
  const heard = await ask(path, { method: 'POST', headers, body: JSON.stringify(body) }, most);
  return heard ? asAnswer<T>(heard.body) : refused('unavailable');
}

/** Hands something in over REST that is not a command: signing in, a file. */
export async function submit<T>(path: string, body: unknown, most?: number): Promise<Answer<T>> {
  const isFile = body instanceof Blob;
  const headers = isFile ? { 'content-type': body.type || 'application/octet-stream' } : json;
  const sent = { method: 'POST', headers, body: isFile ? body : JSON.stringify(body) };
  const heard = await ask(path, sent, most);
  if (!heard) return refused('unavailable');
  return asAnswer<T>(heard.ok ? { ok: true, data: heard.body } : heard.body);
}

/** Asks for a file that is made of what is sent along. */
export async function askFile(path: string, body: unknown): Promise<Answer<Blob>> {
  try {
    const signal = AbortSignal.timeout(patience);
    const response = await fetch(path, { method: 'POST', headers: json, body: JSON.stringify(body), signal });
    return response.ok ? { ok: true, data: await response.blob() } : asAnswer(await response.json());
  } catch {
    return refused('unavailable');
  }
}
