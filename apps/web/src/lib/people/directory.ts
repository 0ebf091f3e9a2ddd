import type { Directory } from '@engawa/contract/people';
import type { Live } from '#lib/live/live.svelte.ts';
import { read } from '#lib/live/rest.ts';
import { told, type Told } from '#lib/live/told.ts';
import { personCard, sectionCards } from './cards.ts';
import type { People } from './people.svelte.ts';

const againAfter = 5000;

/** Keeps everybody known to the page: read once, then told of each change. */
export class DirectoryReader {
  #people: People;
  #live: Live;
  #from: number;
  #meanwhile: Told[] | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  #stop: () => void;

  constructor(people: People, live: Live) {
    this.#people = people;
    this.#live = live;
    this.#from = live.have('org') ?? 0;
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
    // Read before the events that this page hears begin: what lies between would be missing.
    if (seq < this.#from) return this.read();
    this.#people.showSections(sectionCards(sections));
    this.#people.showAll(people.map((person) => personCard(person, (id) => this.#people.section(id))));
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
      this.#people.show([personCard(event.data, (id) => this.#people.section(id))]);
    } else if (event.type === 'directory:changed') {
      clearTimeout(this.#again);
      // Every page hears this at once; they do not all ask in the same moment.
      this.#again = setTimeout(() => void this.read(), Math.random() * againAfter);
    }
  }
}
