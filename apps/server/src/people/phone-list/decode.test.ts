import { describe, expect, test } from 'vitest';
import { encodeCp932 } from './cp932.ts';
import { decode } from './decode.ts';

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));

describe('bytes as cities save them', () => {
  test.each([
    ['93e0 90fc', 'cp932', '内線'],
    ['fbfc 8b b4', 'cp932', '髙橋'],
    ['eee0 8b b4', 'cp932', '髙橋'],
    ['8e 52 fab1', 'cp932', '山﨑'],
    ['d4cfbbde b7', 'cp932', 'ﾔﾏｻﾞｷ'],
    ['f040', 'cp932', '\ue000'],
    ['8740 878a', 'cp932', '①㈱'],
    ['8160 817c', 'cp932', '～－'],
    ['efbbbf e6 bc a2', 'utf-8-bom', '漢'],
    ['e6 bc a2', 'utf-8', '漢'],
    ['f0a0aeb7', 'utf-8', '𠮷'],
    ['fffe 226f', 'utf-16le', '漢'],
    ['feff 6f22', 'utf-16be', '漢'],
    ['61 2c 62', 'utf-8', 'a,b'],
    ['', 'utf-8', ''],
  ])('%s is %s: %s', (bytes, encoding, text) => {
    expect(decode(hex(bytes))).toEqual({ encoding, text });
  });
});

test('what is written in CP932 is read again, outside characters too', () => {
  const text = '髙﨑濵德①㈱～－∥纊ｱﾞ\ue000\ue757\\~栁氏名,内線\r\n';
  const { bytes, lost } = encodeCp932(text);
  expect(lost).toEqual([]);
  expect(decode(bytes).text).toBe(text);
});

test('髙 is written by the code that Windows writes', () => {
  expect(Buffer.from(encodeCp932('髙〜−').bytes).toString('hex')).toBe('fbfc8160817c');
});

test('what CP932 cannot hold is told', () => {
  expect(encodeCp932('𠮷田邉\u{e0101}').lost).toEqual(['𠮷', '\u{e0101}']);
});
