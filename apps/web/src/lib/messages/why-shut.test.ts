import { expect, test } from 'vitest';
import { messages as ja } from '#lib/text/ja/messages.ts';
import { whyShut } from './why-shut.ts';

const putAwayAt = '2026-04-01T00:00:00.000Z';

test.each([
  [{ source: 'section', putAwayAt } as const, '課・係が閉じたので、読むだけです。'],
  [{ source: 'hand', putAwayAt } as const, 'しまってあるチャンネルです。出すと書けるようになります。'],
  [{ source: 'section', putAwayAt: null } as const, ja.onlyWriters],
])('%j', (entry, sentence) => expect(whyShut(entry, ja)).toBe(sentence));
