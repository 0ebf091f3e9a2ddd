import { Door, type Link } from './door.ts';
import { frameGuard, webSocketFrames } from './frames.ts';

/** Stands before a node, where a proxy or a firewall of the city would. */
export class NodeDoor extends Door {
  /** Answers whether a frame of the server goes on to the page. */
  frame: ((text: string, link: Link) => boolean) | undefined;
  /** Sockets are refused, plain requests pass: the firewall that knows no WebSocket. */
  refusesSockets = false;

  constructor(target: number) {
    super(target);
    this.#watch();
  }

  override heal(): void {
    super.heal();
    this.frame = undefined;
    this.refusesSockets = false;
    this.#watch();
  }

  // Always there, so that it never starts in the middle of a frame.
  #watch(): void {
    const frames = frameGuard('down', webSocketFrames, (frame, link) => {
      if (!this.frame) return [frame];
      return this.frame(textOf(frame), link) ? [frame] : [];
    });
    this.guard = (way, bytes, link) => {
      if (
        way === 'up' &&
        this.refusesSockets &&
        bytes.subarray(0, 15).toString('latin1') === 'GET /socket.io/'
      ) {
        link.cut();
        return Buffer.alloc(0);
      }
      return frames(way, bytes, link);
    };
  }
}

function textOf(frame: Buffer): string {
  const short = frame.readUInt8(1) & 0x7f;
  return frame.subarray(short === 126 ? 4 : short === 127 ? 10 : 2).toString('utf8');
}
