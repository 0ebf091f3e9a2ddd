import type { KnownPerson, KnownPost } from './difference.ts';
import type { SectionPath } from './section-path.ts';

/** A person as the query of the hall's state tells them. */
interface StoredPerson extends Omit<KnownPerson, 'posts' | 'directLine' | 'email' | 'loginName'> {
  loginName: string | null;
  directLine: string | null;
  email: string | null;
  posts: (Omit<KnownPost, 'section'> & { sectionId: string | null })[];
}

interface StoredSection {
  id: string;
  parentId: string | null;
  name: string;
}

/** The organisation today, as text that the worker reads: the event loop never parses it. */
interface StoredState {
  today: string;
  sections: StoredSection[];
  /** Sections that have ended, the latest last. */
  closed: StoredSection[];
  people: StoredPerson[];
}

/** The organisation today, with sections by their paths. */
export interface HallState {
  today: string;
  sections: { id: string; path: SectionPath }[];
  /** What has ended and may come back, the latest last. */
  closed: { id: string; parentId: string | null; path: SectionPath }[];
  people: KnownPerson[];
}

/** Reads the text that the query of the hall's state wrote. */
export function readHallState(json: string): HallState {
  // Written by our own query, in this very shape.
  const { today, sections, closed, people }: StoredState = JSON.parse(json);
  const byId = new Map([...closed, ...sections].map((section) => [section.id, section]));
  const pathOf = (id: string | null): SectionPath => {
    const section = id === null ? undefined : byId.get(id);
    return section ? [...pathOf(section.parentId), section.name] : [];
  };
  const paths = new Map(sections.map(({ id }) => [id, pathOf(id)]));
  return {
    today,
    sections: sections.map(({ id }) => ({ id, path: paths.get(id) ?? [] })),
    closed: closed.map(({ id, parentId }) => ({ id, parentId, path: pathOf(id) })),
    people: people.map((person) => ({
      ...person,
      loginName: person.loginName ?? '',
      directLine: person.directLine ?? '',
      email: person.email ?? '',
      posts: person.posts.map(({ sectionId, ...post }) => ({
        ...post,
        section: paths.get(sectionId ?? '') ?? [],
      })),
    })),
  };
}
