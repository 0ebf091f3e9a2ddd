import type { ErrorBody, ErrorCode } from '@engawa/contract/errors';
import type { CommandInput, CommandName, CommandOutput } from '@engawa/contract/socket';

/** A refusal by the server, or its silence. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly body: ErrorBody;

  constructor(body: ErrorBody) {
    super(body.code);
    this.name = 'Refusal';
    this.code = body.code;
    this.body = body;
  }
}

const silence: ErrorBody = { code: 'unavailable', retry: true };

async function answerOf(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  const isJson = response.headers.get('content-type')?.includes('json');
  return isJson ? response.json() : response.text();
}

function refusalIn(answer: unknown): ErrorBody {
  const isRefusal = typeof answer === 'object' && answer !== null && 'error' in answer;
  return isRefusal ? (answer.error as ErrorBody) : silence;
}

async function send<T>(path: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: 'same-origin', ...init });
  } catch {
    throw new Refusal(silence);
  }
  const answer = await answerOf(response);
  if (!response.ok) throw new Refusal(refusalIn(answer));
  // The server declares and checks the shape of every answer; here it enters the page.
  return answer as T;
}

/** Reads something over REST. */
export function read<T>(path: string): Promise<T> {
  return send<T>(path, { method: 'GET' });
}

/** Sends JSON over REST. */
export function write<T>(path: string, body: unknown): Promise<T> {
  return send<T>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Sends a file as it is. */
export function upload<T>(path: string, file: Blob, method: 'POST' | 'PUT' = 'POST'): Promise<T> {
  return send<T>(path, {
    method,
    headers: { 'content-type': file.type || 'application/octet-stream' },
    body: file,
  });
}

/** A writing command over REST; every command has an id, so that a retry is answered as the first. */
export function command<Name extends CommandName>(
  name: Name,
  input: Omit<CommandInput<Name>, 'clientId'>,
  clientId: string = crypto.randomUUID(),
): Promise<CommandOutput<Name>> {
  return write(`/api/commands/${name}`, { ...input, clientId });
}
