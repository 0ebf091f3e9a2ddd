/** Where a person is; each has a shape, a colour and a word. Others see a leave as `absent`. */
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
  'absent',
  'apart',
] as const;
export type Presence = (typeof presences)[number];

/** The pale ground of a state, as a colour role. */
export function groundOf(presence: Presence): string {
  const role = presence === 'absent' ? 'leave' : presence === 'apart' ? 'left' : presence;
  return `var(--color-${role}-tint)`;
}
