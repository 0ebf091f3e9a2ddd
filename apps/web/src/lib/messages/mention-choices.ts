import type { HallIndex } from '#lib/people/hall-index.svelte.ts';
import type { PersonCard } from '#lib/people/people.svelte.ts';
import type { Address } from './addressing.ts';

export type Choice = Address & {
  key: string;
  of: 'person' | 'section' | 'post' | 'all';
  id: string;
  /** Second line: post and section of a person; for a group, how many it calls. */
  hint: string;
  /** How many others it calls. */
  count: number;
};

/** Everybody who can be addressed in a channel: its members, their sections and posts, all of them. */
export type Addressable = {
  people: readonly PersonCard[];
  everybody: Choice | undefined;
  sections: readonly Choice[];
  posts: readonly Choice[];
  /** Who of the hall is not in the channel: they are named, and cannot be addressed. */
  absent: (word: string, most: number) => readonly PersonCard[];
};

type Words = { everybody: string; allHint(count: number): string; groupHint(count: number): string };

/** Finds what may stand after ＠ in a channel, from its members. */
export function addressable(
  members: readonly PersonCard[],
  me: string,
  words: Words,
  hall: Pick<HallIndex, 'now' | 'prepare'>,
): Addressable {
  const sections = new Map<string, { name: string; people: Set<string> }>();
  const posts = new Map<string, Choice>();
  for (const person of members) {
    for (const post of person.posts) {
      const section = sections.get(post.sectionId) ?? { name: post.section, people: new Set() };
      sections.set(post.sectionId, section);
      if (person.id !== me) section.people.add(person.id);
      if (post.isOffice) posts.set(post.id, ofPost(post.id, post, person.name));
    }
  }
  return {
    people: members.filter(({ id }) => id !== me),
    everybody:
      members.length > 1
        ? {
            key: 'all',
            of: 'all',
            id: '',
            label: words.everybody,
            token: '<@all>',
            hint: words.allHint(members.length - 1),
            count: members.length - 1,
          }
        : undefined,
    sections: [...sections].flatMap(
      ([
        id,
        {
          name,
          people: { size },
        },
      ]) =>
        size > 0
          ? {
              key: id,
              of: 'section',
              id,
              label: name,
              token: `<@s:${id}>`,
              hint: words.groupHint(size),
              count: size,
            }
          : [],
    ),
    posts: [...posts.values()],
    absent: (word, most) => {
      // Who came since it was built is found the next time; nobody waits here for a whole hall.
      void hall.prepare();
      const here = new Set(members.map(({ id }) => id));
      const { hits } = hall.now?.search(word, most + here.size) ?? { hits: [] };
      return hits.flatMap(({ item: { person } }) => (here.has(person.id) ? [] : person)).slice(0, most);
    },
  };
}

function ofPost(id: string, post: { section: string; title: string }, holder: string): Choice {
  const label = post.title.startsWith(post.section) ? post.title : `${post.section}${post.title}`;
  return { key: id, of: 'post', id, label, token: `<@o:${id}>`, hint: holder, count: 1 };
}

/** A person as a choice; namesakes carry their section. */
export function ofPerson(person: PersonCard, namesakes: boolean): Choice {
  const [post] = person.posts;
  const label = namesakes && post ? `${person.name}（${post.section}）` : person.name;
  const hint = [post?.section, post?.title].filter(Boolean).join(' ');
  return { key: person.id, of: 'person', id: person.id, label, token: `<@p:${person.id}>`, hint, count: 1 };
}

/** How many people the addresses in a text notify, each counted once. */
export function notifiedBy(addresses: readonly Address[], { people, everybody }: Addressable): number {
  const tokens = new Set(addresses.map(({ token }) => token));
  if (tokens.has('<@all>')) return everybody?.count ?? 0;
  return people.filter(
    ({ id, posts }) =>
      tokens.has(`<@p:${id}>`) ||
      posts.some((post) => tokens.has(`<@s:${post.sectionId}>`) || tokens.has(`<@o:${post.id}>`)),
  ).length;
}
