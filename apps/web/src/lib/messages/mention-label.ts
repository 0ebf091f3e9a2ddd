import type { People, PersonCard } from '#lib/people/people.svelte.ts';
import { t } from '#lib/text/messages.ts';

type Of = 'person' | 'section' | 'post' | 'all';

/** What stands for a mention in a text. */
export function labelOf(people: People, of: Of, id: string): string {
  switch (of) {
    case 'all':
      return t.everybody;
    case 'person':
      return people.name(id);
    case 'section':
      return people.section(id)?.name ?? sectionName(people, id);
    case 'post':
      return postName(people, id);
  }
}

/** Whether a mention reaches this person. */
export function reaches(person: PersonCard | undefined, of: Of, id: string): boolean {
  if (of === 'all') return true;
  if (of === 'person') return person?.id === id;
  return person?.posts.some((post) => (of === 'section' ? post.sectionId : post.id) === id) ?? false;
}

function sectionName(people: People, id: string): string {
  for (const { posts } of people.all) {
    const post = posts.find(({ sectionId }) => sectionId === id);
    if (post) return post.section;
  }
  return '';
}

function postName(people: People, id: string): string {
  for (const { posts } of people.all) {
    const post = posts.find((post) => post.id === id);
    if (post) return post.title.startsWith(post.section) ? post.title : `${post.section}${post.title}`;
  }
  return '';
}
