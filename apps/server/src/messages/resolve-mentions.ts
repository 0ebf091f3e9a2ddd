import { mentionToken } from '@engawa/contract/mention-token';
import type { Database } from '@engawa/db/connect';
import type { Tx } from '@engawa/db/transact';
import { membersAddressed } from './queries.ts';

export type Addressed = { mentioned: string[]; mentionAll: boolean };

/** Whom a body addresses: only members, so that nobody is called to what they cannot open. */
export async function resolveMentions(
  db: Database | Tx,
  channelId: string,
  body: string,
  today: string,
): Promise<Addressed> {
  if (!body.includes('<@')) return { mentioned: [], mentionAll: false };
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- an empty list says nothing of what it will hold
  const targets = { people: [] as string[], sections: [] as string[], posts: [] as string[] };
  let mentionAll = false;
  for (const [, kind, id] of body.matchAll(mentionToken)) {
    if (!id) mentionAll = true;
    else if (kind === 'p') targets.people.push(id);
    else if (kind === 's') targets.sections.push(id);
    else targets.posts.push(id);
  }
  const isNamed = targets.people.length + targets.sections.length + targets.posts.length > 0;
  return { mentioned: isNamed ? await membersAddressed(db, channelId, targets, today) : [], mentionAll };
}
