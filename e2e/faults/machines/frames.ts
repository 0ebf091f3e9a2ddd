import type { Guard, Link, Way } from './door.ts';

/** Cuts a stream into whole frames: answers the length of the first one, or nothing while it is incomplete. */
export type Measure = (bytes: Buffer) => number | undefined;

class Splitter {
  #rest: Buffer = Buffer.alloc(0);
  readonly #measure: Measure;

  constructor(measure: Measure) {
    this.#measure = measure;
  }

  push(bytes: Buffer): Buffer[] {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const frames: Buffer[] = [];
    for (let size = this.#measure(this.#rest); size !== undefined; size = this.#measure(this.#rest)) {
      frames.push(this.#rest.subarray(0, size));
      this.#rest = this.#rest.subarray(size);
    }
    return frames;
  }
}

/** A guard that shows whole frames of one way; `pass` answers what goes on in place of each. */
export function frameGuard(
  way: Way,
  newMeasure: () => Measure,
  pass: (frame: Buffer, link: Link) => Buffer[],
): Guard {
  return (on, bytes, link) => {
    if (on !== way) return bytes;
    const known = link.memory.get(way);
    const splitter = known instanceof Splitter ? known : new Splitter(newMeasure());
    link.memory.set(way, splitter);
    return Buffer.concat(splitter.push(bytes).flatMap((frame) => pass(frame, link)));
  };
}

/**
 * What a server sends: an HTTP answer up to its blank line, then WebSocket frames, which are unmasked in
 * this direction. An answer that opens no socket is passed as it comes.
 */
export function webSocketFrames(): Measure {
  let opened: boolean | undefined;
  return (bytes) => {
    if (bytes.length === 0) return undefined;
    if (opened === undefined) {
      const end = bytes.indexOf('\r\n\r\n');
      if (end < 0) return undefined;
      opened = bytes.subarray(0, 12).toString('latin1') === 'HTTP/1.1 101';
      return opened ? end + 4 : bytes.length;
    }
    if (!opened) return bytes.length;
    if (bytes.length < 2) return undefined;
    const short = bytes.readUInt8(1) & 0x7f;
    const head = short === 126 ? 4 : short === 127 ? 10 : 2;
    if (bytes.length < head) return undefined;
    const size =
      short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
    return bytes.length < head + size ? undefined : head + size;
  };
}

/** What Redis sends. */
export const redisFrames: Measure = (bytes) => endOf(bytes, 0);

function endOf(bytes: Buffer, from: number): number | undefined {
  const line = bytes.indexOf('\r\n', from);
  if (line < 0) return undefined;
  const kind = String.fromCharCode(bytes.readUInt8(from));
  const count = Number(bytes.subarray(from + 1, line).toString('latin1'));
  const after = line + 2;
  if (kind === '$')
    return count < 0 ? after : bytes.length < after + count + 2 ? undefined : after + count + 2;
  if (kind !== '*') return after;
  let at: number | undefined = after;
  for (let item = 0; item < count && at !== undefined; item += 1)
    at = at < bytes.length ? endOf(bytes, at) : undefined;
  return at;
}
