import type { Knock } from '@engawa/contract/knocks';

/** Whether it still concerns a person: it is open, or they asked and have not seen how it ended. */
export const concerns = ({ endedAt, askerId, seen }: Knock, me: string): boolean =>
  endedAt === null || (askerId === me && !seen);
