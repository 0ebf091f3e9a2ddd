import type { LabelTable } from '@engawa/contract/labels';
import { expect, test } from 'vitest';
import type { ScopeListener } from '#lib/live/scopes.ts';
import { Labels } from './labels.svelte.ts';

const table = (allowed: boolean): LabelTable => ({
  labels: [{ code: '2', name: '機密性2', nameEn: 'Confidentiality 2', rank: 2, caution: false }],
  rules: [{ zone: 'internet', label: '2', action: 'notify', allowed }],
});

test('what a zone may do follows the table of the hall while the page stands', () => {
  const heard: ScopeListener[] = [];
  const live = {
    subscribe(_scope: string, listener: ScopeListener) {
      heard.push(listener);
      return () => {};
    },
  };
  const labels = new Labels(live, table(true));
  expect(labels.may('internet', '2', 'notify')).toBe(true);
  expect(labels.may('internet', '2', 'keep')).toBe(false);
  expect(labels.may('guest', '2', 'notify')).toBe(false);
  heard[0]?.event({ scope: 'org', seq: 1, type: 'labels:changed', data: table(false) });
  expect(labels.may('internet', '2', 'notify')).toBe(false);
});
