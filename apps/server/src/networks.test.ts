import { expect, test } from 'vitest';
import { isWithin, parseNetworks } from './networks.ts';

const within = (text: string, address: string) => {
  const networks = parseNetworks(text);
  return networks && isWithin(networks, address);
};

test('addresses and networks of both families are read', () => {
  expect(within('10.1.0.5', '10.1.0.5')).toBe(true);
  expect(within('10.1.0.5', '10.1.0.6')).toBe(false);
  expect(within('192.0.2.1, 172.30.90.0/24', '172.30.90.7')).toBe(true);
  expect(within('172.30.90.0/24', '::ffff:172.30.90.7')).toBe(true);
  expect(within('fd00::/8', 'fd12::1')).toBe(true);
  expect(within('0.0.0.0/0', 'no address')).toBe(false);
});

test.each(['', 'proxy', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0.0/-1', '10.0.0', '10.0.0.1,', 'fd00::/129'])(
  '%j is refused',
  (text) => expect(parseNetworks(text)).toBeUndefined(),
);
