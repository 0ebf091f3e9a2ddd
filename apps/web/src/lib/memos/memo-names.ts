import type { Memo } from '@engawa/contract/memos';
import type { People } from '#lib/people/people.svelte.ts';

/** Who wants something: the caller from outside, or the colleague. */
export const callerOf = ({ caller, authorId }: Memo, people: People): string =>
  caller?.name ?? people.name(authorId);

/** Where they are from: their company, or their section. */
export const originOf = ({ caller, authorId }: Memo, people: People): string =>
  caller ? caller.organisation : (people.find(authorId)?.posts[0]?.section ?? '');

/** Whom it is for: who has it in hand, else the section. */
export function targetOf({ ownerId, personId, sectionId }: Memo, people: People): string {
  const person = ownerId ?? personId;
  if (person !== null) return people.name(person);
  return sectionId === null ? '' : (people.section(sectionId)?.name ?? '');
}
