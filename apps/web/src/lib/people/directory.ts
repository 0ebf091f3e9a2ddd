import type { Directory, DirectoryPerson, DirectorySection } from '@engawa/contract/people';
import type { Live } from '#lib/live/live.svelte.ts';
import { read } from '#lib/live/rest.ts';
import { told, type Told } from '#lib/live/told.ts';
import type { People, PersonCard, SectionCard } from './people.svelte.ts';

const againAfter = 5000;

/** Keeps everybody known to the page: read once, then told of each change. */
export class DirectoryReader {
  #people: People;
  #live: Live;
  #sections = new Map<string, DirectorySection>();
  #meanwhile: Told[] | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  #stop: () => void;

  constructor(people: People, live: Live) {
    this.#people = people;
    this.#live = live;
    this.#stop = live.subscribe('org', {
      event: (event) => this.#receive(told(event)),
      missed: () => void this.read(),
    });
  }

  /** True once the people are there; without an answer it goes on trying. */
  async read(): Promise<boolean> {
    if (this.#meanwhile) return false;
    this.#meanwhile = [];
    const answer = await read<Directory>('/api/people', 'no-cache');
    const later = this.#meanwhile;
    this.#meanwhile = undefined;
    if (!answer.ok) {
      this.#again = setTimeout(() => void this.read(), againAfter);
      return false;
    }
    const { sections, people, seq } = answer.data;
    this.#sections = new Map(sections.map((section) => [section.id, section]));
    this.#people.showSections(sections.map((section) => this.#sectionCard(section)));
    this.#people.show(people.map((person) => this.#personCard(person)));
    for (const event of later) if (event.scope === 'org' && event.seq > seq) this.#receive(event);
    return true;
  }

  leave(): void {
    this.#stop();
    clearTimeout(this.#again);
  }

  #receive(event: Told): void {
    if (event.type === 'person:changed') {
      this.#meanwhile?.push(event);
      this.#people.show([this.#personCard(event.data)]);
    } else if (event.type === 'directory:changed') {
      clearTimeout(this.#again);
      // Every page hears this at once; they do not all ask in the same moment.
      this.#again = setTimeout(() => void this.read(), Math.random() * againAfter);
    }
  }

  #sectionCard({ id, parentId, name, extensions, duties }: DirectorySection): SectionCard {
    const above: string[] = [];
    const seen = new Set<string>();
    for (let up = parentId; up !== null && !seen.has(up);) {
      seen.add(up);
      const section = this.#sections.get(up);
      if (section) above.unshift(section.name);
      up = section?.parentId ?? null;
    }
    return { id, parentId, name, path: above.join(' '), extension: extensions[0] ?? '', duties };
  }

  #personCard({ id, name, kana, photo, extensions, posts, duties }: DirectoryPerson): PersonCard {
    return {
      id,
      name,
      kana,
      extension: extensions[0] ?? '',
      duties,
      posts: posts.flatMap((post) => {
        const section = post.sectionId === null ? undefined : this.#sections.get(post.sectionId);
        if (!section) return [];
        return [
          {
            id: post.id,
            sectionId: section.id,
            section: section.name,
            title: post.title,
            isOffice: post.head,
          },
        ];
      }),
      ...(photo && { photo: `/api/photos/${photo}/small` }),
    };
  }
}
