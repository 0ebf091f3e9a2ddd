import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';

type Theme = 'light' | 'dark';

const declarations = (css: string): Map<string, string> =>
  new Map(
    [...css.matchAll(/--color-([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [
      name,
      value.trim(),
    ]),
  );

const tokens = declarations(
  readFileSync(createRequire(import.meta.url).resolve('@digital-go-jp/tailwind-theme-plugin/v4'), 'utf8'),
);
const [light = '', dark = ''] = readFileSync(new URL('./theme.css', import.meta.url), 'utf8').split(
  ":root[data-theme='dark']",
);
const roles: Record<Theme, Map<string, string>> = {
  light: new Map([...tokens, ...declarations(light)]),
  dark: new Map([...tokens, ...declarations(light), ...declarations(dark)]),
};

function hexOf(theme: Theme, name: string): string {
  const value = roles[theme].get(name);
  if (value === undefined) throw new Error(`no colour is named ${name}`);
  const reference = /^var\(--color-([\w-]+)\)$/.exec(value)?.[1];
  return reference === undefined ? value : hexOf(theme, reference);
}

function luminance(hex: string): number {
  const full = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, '$&$&') : hex;
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(full.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(theme: Theme, ink: string, ground: string): number {
  const [high = 0, low = 0] = [luminance(hexOf(theme, ink)), luminance(hexOf(theme, ground))].sort(
    (a, b) => b - a,
  );
  return (high + 0.05) / (low + 0.05);
}

/** The figures of the look page: ink, ground, contrast in light, contrast in dark. */
const figures: [string, string, number, number][] = [
  ['ctl', 'bg', 4.0, 6.0],
  ['text', 'bg', 17.4, 15.2],
  ['text-2', 'bg', 8.5, 10.6],
  ['text-3', 'bg', 5.7, 8.1],
  ['on-key', 'key', 8.3, 8.2],
  ['key-ink', 'key-tint', 9.6, 10.0],
  ['on-turn', 'turn', 4.9, 7.6],
  ['turn-text', 'bg', 6.1, 8.9],
  ['turn-ink', 'turn-tint', 7.3, 12.3],
  ['danger', 'bg', 5.8, 6.4],
  ['danger', 'danger-tint', 5.1, 6.1],
  ['other-ink', 'other', 9.1, 13.4],
  ['caution-ink', 'caution', 15.9, 10.7],
  ['link', 'bg', 11.1, 8.6],
  ['rail-ink', 'rail', 10.0, 13.7],
];

test.each(figures)('%s on %s keeps the contrast the look page gives', (ink, ground, day, night) => {
  expect.soft(contrast('light', ink, ground)).toBeGreaterThanOrEqual(day - 0.06);
  expect.soft(contrast('dark', ink, ground)).toBeGreaterThanOrEqual(night - 0.06);
});

const grounds = ['bg', 'paper', 'hover', 'desk'];
const readable: [string, string][] = [
  ...['text', 'text-2', 'text-3'].flatMap((ink) => grounds.map((on): [string, string] => [ink, on])),
  ...['link', 'turn-text', 'danger', 'key'].flatMap((ink) =>
    ['bg', 'paper', 'hover'].map((on): [string, string] => [ink, on]),
  ),
  ['text', 'key-tint'],
  ['text-2', 'key-tint'],
  ['text-3', 'key-tint'],
  ['text', 'turn-tint'],
  ['text-3', 'turn-tint'],
  ['text-2', 'caution'],
  ['text', 'danger-tint'],
  ['caution-mark', 'caution'],
  ['on-hit', 'hit'],
  ['rail-plate-ink', 'rail-plate'],
  ['on-danger', 'danger'],
  ['on-key', 'key-press'],
  ...Array.from({ length: 7 }, (_, n): [string, string] => [`tint-${n + 1}-ink`, `tint-${n + 1}`]),
];

test.each(readable)('%s can be read on %s', (ink, ground) => {
  expect.soft(contrast('light', ink, ground)).toBeGreaterThanOrEqual(4.5);
  expect.soft(contrast('dark', ink, ground)).toBeGreaterThanOrEqual(4.5);
});

const shapes = ['in', 'counter', 'meeting', 'calling', 'away', 'out', 'telework', 'leave', 'left'];

test.each(shapes)('the %s mark stands out', (shape) => {
  for (const ground of ['bg', 'paper', 'hover', 'key-tint', `${shape}-tint`]) {
    expect.soft(contrast('light', shape, ground), ground).toBeGreaterThanOrEqual(3);
    expect.soft(contrast('dark', shape, ground), ground).toBeGreaterThanOrEqual(3);
  }
});

test('control edges stand out on paper too', () => {
  expect(contrast('light', 'ctl', 'paper')).toBeGreaterThanOrEqual(3);
  expect(contrast('dark', 'ctl', 'raised')).toBeGreaterThanOrEqual(3);
});
