import type { Standing } from '@engawa/contract/presence';

/** What a card offers first: かける, 都合をきく or メッセージ. */
export type FirstDeed = 'call' | 'ask' | 'write';

/** One calls who is in, asks who is busy first, and writes to who is away. What is not known yet is called. */
export function firstDeedOf(
  standing: Pick<Standing, 'connected' | 'state' | 'quietUntil'> | undefined,
): FirstDeed {
  if (!standing) return 'call';
  if (!standing.connected || standing.quietUntil) return 'write';
  if (standing.state === 'in' || standing.state === 'telework') return 'call';
  return ['counter', 'meeting', 'calling'].includes(standing.state) ? 'ask' : 'write';
}
