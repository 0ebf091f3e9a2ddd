import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { isWithin } from '../../networks.ts';

/**
 * The address a request comes from. What X-Forwarded-For says counts only as far as each machine that says
 * it is one of our proxies; anybody else could write what they like into it.
 */
export function addressOf(request: IncomingMessage, proxies: BlockList): string {
  const told = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  let address = plain(request.socket.remoteAddress ?? '');
  while (isWithin(proxies, address)) {
    const before = plain(told.pop()?.trim() ?? '');
    if (isIP(before) === 0) break;
    address = before;
  }
  return address;
}

/** One spelling for an address of version 4, however the socket was opened. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');
