import type { LiveServer, LiveSocket } from './sockets.ts';
import { arrayOf } from './written.ts';

/**
 * Sends one packet to every socket of a room: made once, as the bytes of a WebSocket frame in one piece, so
 * that each reader costs one write and nothing else. Socket.IO's own way writes head and body apart.
 */
export function broadcast(io: LiveServer, room: string, ...parts: [name: string, ...data: unknown[]]): void {
  const ids = io.sockets.adapter.rooms.get(room);
  if (!ids) return;
  const { packet, options } = framed(parts);
  for (const id of ids) io.sockets.sockets.get(id)?.conn.write(packet, options);
}

/** Sends one packet to one socket in the same way. */
export function tell(socket: LiveSocket, ...parts: [name: string, ...data: unknown[]]): void {
  const { packet, options } = framed(parts);
  socket.conn.write(packet, options);
}

function framed(parts: readonly unknown[]) {
  // "4" a message of Engine.IO, "2" an event of Socket.IO in the main namespace.
  const packet = `2${arrayOf(parts)}`;
  return { packet, options: { compress: false, wsPreEncodedFrame: [textFrame(`4${packet}`)] } };
}

/** One unmasked text frame as a server sends it. */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = 0x81;
  if (head === 2) frame[1] = length;
  else if (head === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, head);
  return frame;
}
