import type { Server } from 'socket.io';

/** JSON that was made once and goes out as it stands, to however many. */
export class Written {
  readonly json: string;

  constructor(json: string) {
    this.json = json;
  }

  toJSON(): unknown {
    return JSON.parse(this.json);
  }
}

const event = 2;
const ack = 3;

type Packet = { type: number; nsp: string; id?: number; data?: unknown };

/**
 * Lets events and answers leave without a search for binary parts, which are never sent here, and what is
 * written already without being written again.
 */
export function encodePlainly({ encoder }: Pick<Server, 'encoder'>): void {
  const encode = encoder.encode.bind(encoder);
  Object.assign(encoder, {
    encode(packet: Packet): unknown[] {
      const { type, nsp, id = '', data } = packet;
      if ((type !== event && type !== ack) || nsp !== '/' || !Array.isArray(data)) return encode(packet);
      return [`${type}${id}${arrayOf(data)}`];
    },
  });
}

/** The parts of a packet as one JSON array. */
export function arrayOf(parts: readonly unknown[]): string {
  const written = parts.map((part) =>
    part instanceof Written ? part.json : (JSON.stringify(part) ?? 'null'),
  );
  return `[${written.join(',')}]`;
}
