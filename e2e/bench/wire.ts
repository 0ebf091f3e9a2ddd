import { connect, type Socket } from 'node:net';

/** What a wire tells; `durable` gets the bytes of each `event` packet, unparsed, since that is the bulk. */
export type Ears = {
  durable(frame: Buffer): void;
  heard(name: string, ...data: unknown[]): void;
  closed(): void;
};

/** Where and as whom a wire connects. */
export type Address = { port: number; cookie: string; from?: string };

const open = 0x30;
const ping = 0x32;
const message = 0x34;
const connected = 0x30;
const event = 0x32;
const ack = 0x33;
// Every socket of the process reads into it: what is not used at once is copied.
const shared = Buffer.alloc(65_536);
const nothing = Buffer.alloc(0);
const eventHead = Buffer.from('42["event",');

/** Thrown when the server refuses the handshake; `status` says how. */
export class Refused extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`refused with ${status}`);
    this.status = status;
  }
}

/**
 * A client of Engine.IO and Socket.IO with nothing on top of a TCP socket: thousands of them must cost less
 * than the server that is measured.
 */
export class Wire {
  readonly #socket: Socket;
  readonly #ears: Ears;
  #rest: Buffer = nothing;
  #upgraded = false;
  #acks = new Map<number, (answer: unknown) => void>();
  #next = 0;
  #ready = Promise.withResolvers<void>();

  constructor({ port, cookie, from }: Address, auth: () => unknown, ears: Ears) {
    this.#ears = ears;
    const onread = {
      buffer: shared,
      callback: (length: number) => {
        this.#take(shared.subarray(0, length), auth);
        return true;
      },
    };
    const local = from ? { localAddress: from } : {};
    this.#socket = connect({ host: '127.0.0.1', port, noDelay: true, onread, ...local });
    this.#socket.on('error', (error) => this.#ready.reject(error));
    this.#socket.on('close', () => {
      this.#ready.reject(new Error('closed'));
      for (const answer of this.#acks.values()) answer(undefined);
      this.#acks.clear();
      this.#ears.closed();
    });
    this.#ready.promise.catch(() => {});
    this.#socket.write(
      [
        'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
        `Host: 127.0.0.1:${port}`,
        `Origin: http://127.0.0.1:${port}`,
        `Cookie: ${cookie}`,
        'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36',
        'Accept-Encoding: gzip, deflate, br, zstd',
        'Accept-Language: ja,en-US;q=0.9,en;q=0.8',
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
        '\r\n',
      ].join('\r\n'),
    );
  }

  /** Settles when the namespace is joined. */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  emit(name: string, ...data: unknown[]): void {
    this.#send(`42${JSON.stringify([name, ...data])}`);
  }

  ask(name: string, ...data: unknown[]): Promise<unknown> {
    const id = this.#next++;
    const { promise, resolve } = Promise.withResolvers<unknown>();
    this.#acks.set(id, resolve);
    this.#send(`42${id}${JSON.stringify([name, ...data])}`);
    return promise;
  }

  /** Cuts the connection as a failing network does. */
  cut(): void {
    this.#socket.destroy();
  }

  #send(text: string): void {
    const body = Buffer.from(text);
    const { length } = body;
    // A mask of zeros leaves the bytes as they are.
    const head = length < 126 ? Buffer.alloc(6) : Buffer.alloc(8);
    head[0] = 0x81;
    if (length < 126) head[1] = 0x80 | length;
    else {
      head[1] = 0x80 | 126;
      head.writeUInt16BE(length, 2);
    }
    this.#socket.write(Buffer.concat([head, body]));
  }

  #take(chunk: Buffer, auth: () => unknown): void {
    let bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    if (!this.#upgraded) {
      const end = bytes.indexOf('\r\n\r\n');
      if (end < 0) {
        this.#rest = Buffer.from(bytes);
        return;
      }
      const status = Number(bytes.toString('latin1', 9, 12));
      if (status !== 101) {
        this.#ready.reject(new Refused(status));
        this.#socket.destroy();
        return;
      }
      this.#upgraded = true;
      bytes = bytes.subarray(end + 4);
    }
    for (;;) {
      const { length } = bytes;
      let start = 2;
      if (length < start) break;
      let size = (bytes[1] ?? 0) & 0x7f;
      if (size === 126) {
        start = 4;
        if (length < start) break;
        size = bytes.readUInt16BE(2);
      } else if (size === 127) {
        start = 10;
        if (length < start) break;
        size = Number(bytes.readBigUInt64BE(2));
      }
      if (length < start + size) break;
      if (((bytes[0] ?? 0) & 0x0f) === 1) this.#frame(bytes.subarray(start, start + size), auth);
      bytes = bytes.subarray(start + size);
    }
    this.#rest = bytes.length > 0 ? Buffer.from(bytes) : nothing;
  }

  #frame(frame: Buffer, auth: () => unknown): void {
    const kind = frame[0];
    if (kind === ping) this.#send('3');
    else if (kind === open) this.#send(`40${JSON.stringify(auth())}`);
    else if (kind === message) this.#packet(frame);
  }

  #packet(frame: Buffer): void {
    const kind = frame[1];
    if (kind === event) {
      if (frame.compare(eventHead, 0, eventHead.length, 0, eventHead.length) === 0) this.#ears.durable(frame);
      else {
        const [name, ...data]: [string, ...unknown[]] = JSON.parse(frame.toString('utf8', 2));
        this.#ears.heard(name, ...data);
      }
    } else if (kind === ack) {
      const from = frame.indexOf('[');
      const id = Number(frame.toString('latin1', 2, from));
      const [answer]: unknown[] = JSON.parse(frame.toString('utf8', from));
      this.#acks.get(id)?.(answer);
      this.#acks.delete(id);
    } else if (kind === connected) this.#ready.resolve();
  }
}
