/** Where a person is; each has a shape, a colour and a word. */
export const presences = [
  'in',
  'counter',
  'meeting',
  'calling',
  'away',
  'out',
  'telework',
  'leave',
  'left',
] as const;
export type Presence = (typeof presences)[number];
