/** What a test looks at of a REST answer. */
export type Told = { status: number; headers: Headers; text: string; body: unknown };

/** A browser as far as REST goes: it sends its origin and keeps the cookies it is given. */
export class TestBrowser {
  readonly origin: string;
  cookie: string;

  constructor(origin: string, cookie = '') {
    this.origin = origin;
    this.cookie = cookie;
  }

  /** `body` is sent as JSON unless it is text already; `headers` win over what a browser would send. */
  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Told> {
    const response = await fetch(this.origin + path, {
      method,
      headers: {
        origin: this.origin,
        ...(this.cookie && { cookie: this.cookie }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      redirect: 'manual',
    });
    const [pair] = response.headers.get('set-cookie')?.split(';') ?? [];
    if (pair !== undefined) this.cookie = pair.endsWith('=') ? '' : pair;
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : undefined,
    };
  }

  get(path: string): Promise<Told> {
    return this.ask('GET', path);
  }

  post(path: string, body: unknown = {}): Promise<Told> {
    return this.ask('POST', path, body);
  }
}
