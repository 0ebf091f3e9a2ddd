import type { DirectoryPerson, DirectorySection } from '@engawa/contract/people';
import type { PersonCard, SectionCard } from './people.svelte.ts';

/** No hall is deeper; a ring of sections must not hold the page up. */
const mostDeep = 12;

/** Sections with the way to them from the top. */
export function sectionCards(sections: readonly DirectorySection[]): SectionCard[] {
  const byId = new Map(sections.map((section) => [section.id, section]));
  const above = (section: DirectorySection, deep = 0): string[] => {
    const parent = section.parentId === null ? undefined : byId.get(section.parentId);
    return parent && deep < mostDeep ? [...above(parent, deep + 1), parent.name] : [];
  };
  return sections.map((section) => ({
    id: section.id,
    parentId: section.parentId,
    name: section.name,
    path: above(section).join(' '),
    extension: section.extensions[0] ?? '',
    duties: section.duties,
  }));
}

/**
 * How a section is written beside a name: 税務課 収納係. The 部 above is left out where more follows, and
 * so is a section whose name the one below repeats.
 */
export function sectionBeside(section: SectionCard | undefined): string {
  if (!section) return '';
  const above = section.path
    .split(' ')
    .filter((name) => name !== '' && !name.endsWith('部') && !section.name.startsWith(name));
  return [...above, section.name].join(' ');
}

/** The address of a picture in one of its two sizes. */
export function photoPath(photo: string, size: 'small' | 'large'): string {
  return `/api/photos/${photo}/${size}`;
}

/** A person as every screen shows them. */
export function personCard(
  person: DirectoryPerson,
  sectionOf: (id: string) => SectionCard | undefined,
): PersonCard {
  return {
    id: person.id,
    name: person.name,
    kana: person.kana,
    posts: person.posts.map((post) => ({
      id: post.id,
      sectionId: post.sectionId ?? '',
      section: sectionBeside(sectionOf(post.sectionId ?? '')),
      title: post.title,
      isOffice: post.head,
    })),
    extension: person.extensions[0] ?? '',
    duties: person.duties,
    photo: person.photo === null ? undefined : photoPath(person.photo, 'small'),
    isFormer: person.former,
  };
}
