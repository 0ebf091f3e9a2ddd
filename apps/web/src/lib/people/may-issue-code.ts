import type { SignedIn } from '#lib/sessions/signed-in.ts';
import type { People, PersonCard } from './people.svelte.ts';

/** Administrators may give anybody a code, a head those whose main post is in the section or below it. */
export function mayIssueCode(
  me: Pick<SignedIn, 'roles' | 'headOf'>,
  person: PersonCard,
  people: People,
): boolean {
  if (me.roles.includes('system')) return true;
  const isBelow = (sectionId: string | null | undefined): boolean =>
    Boolean(sectionId) &&
    (me.headOf.includes(sectionId ?? '') || isBelow(people.section(sectionId ?? '')?.parentId));
  return isBelow(person.posts[0]?.sectionId);
}
