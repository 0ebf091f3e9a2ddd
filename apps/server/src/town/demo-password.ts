import { randomInt } from 'node:crypto';

const words = [
  'engawa',
  'kaki',
  'niwa',
  'asagao',
  'suzume',
  'konbini',
  'tanbo',
  'yuyake',
  'hotaru',
  'minato',
  'sakura',
  'momiji',
];

/** A password that can be read off a terminal: three words and four digits. */
export function demoPassword(): string {
  const three = Array.from({ length: 3 }, () => words[randomInt(words.length)]);
  return `${three.join('-')}-${String(randomInt(10_000)).padStart(4, '0')}`;
}
