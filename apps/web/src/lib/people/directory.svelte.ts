import { kanaOrder, kanaRowOf, type KanaRow } from '@engawa/text/kana-index';
import { buildPlaceIndex } from '@engawa/text/place-search';
import { hitsOf, isGuess, personFound, sectionFound, type FoundCard } from './found.ts';
import type { People, PersonCard, SectionCard } from './people.svelte.ts';
import { searchableSection } from './searchable.ts';

/** A line of the directory: somebody, or a section that was searched for. */
export type DirectoryRow = FoundCard;

/** 最近かけた相手, よくかける相手. */
export type Circle = 'often' | 'lately';

/** A section in the tree, with the people in it and below it. */
export type SectionNode = { section: SectionCard; people: number; children: readonly SectionNode[] };

const mostFound = 300;
const mostSections = 5;
const ofThePerson: ReadonlySet<string> = new Set(['name', 'kana', 'extension', 'duty']);

/** Everybody, narrowed by words or by a section; the order stays the same while one looks. */
export class Directory {
  #query = $state('');
  #sectionId = $state<string | undefined>();
  #circle = $state<Circle>();
  #people: People;

  #inOrder: readonly PersonCard[] = $derived.by(() =>
    this.#people.all
      .map((person) => ({ person, order: kanaOrder(person.kana, person.name) }))
      .sort((a, b) => (a.order < b.order ? -1 : 1))
      .map(({ person }) => person),
  );
  #places = $derived.by(() => {
    const { sections } = this.#people;
    return buildPlaceIndex(
      sections.map((section, rank) => searchableSection(section, rank, this.#people.dutiesIn(section.id))),
    );
  });
  #children = $derived.by(() => Map.groupBy(this.#people.sections, ({ parentId }) => parentId));
  #within: ReadonlySet<string> | undefined = $derived.by(() =>
    this.#sectionId === undefined ? undefined : this.#below(this.#sectionId),
  );
  #listed: readonly PersonCard[] = $derived.by(() => {
    if (this.#circle) return this.peopleOf(this.#circle);
    const within = this.#within;
    if (!within) return this.#inOrder;
    return this.#inOrder.filter(({ posts }) => posts.some(({ sectionId }) => within.has(sectionId)));
  });
  #search = $derived.by(() => this.#find());
  #filled: ReadonlySet<KanaRow> = $derived.by(() => new Set(this.#listed.map(({ kana }) => kanaRowOf(kana))));
  #headcounts = $derived.by(() => this.#countPeople());
  #tree: readonly SectionNode[] = $derived.by(() => this.#nodes(null));

  constructor(people: People) {
    this.#people = people;
  }

  get query(): string {
    return this.#query;
  }

  set query(query: string) {
    this.#query = query;
    if (this.isSearching) void this.#people.hall.finish();
  }

  get sectionId(): string | undefined {
    return this.#sectionId;
  }

  get section(): SectionCard | undefined {
    return this.#sectionId === undefined ? undefined : this.#people.section(this.#sectionId);
  }

  get rows(): readonly DirectoryRow[] {
    return this.#search.rows;
  }

  /** Nothing is called what was typed: the rows are one letter away from it. */
  get isGuess(): boolean {
    return this.#search.isGuess;
  }

  get isSearching(): boolean {
    return this.query.trim() !== '';
  }

  get total(): number {
    return this.#people.all.length;
  }

  get tree(): readonly SectionNode[] {
    return this.#tree;
  }

  /** Rows of the kana table under which somebody stands. */
  get filled(): ReadonlySet<KanaRow> {
    return this.#filled;
  }

  /** Whom one calls often or has called lately; undefined: everybody, or a section. */
  get circle(): Circle | undefined {
    return this.#circle;
  }

  peopleOf(circle: Circle): readonly PersonCard[] {
    return [...this.#people[circle]].flatMap((id) => {
      const person = this.#people.find(id);
      return person && !person.isFormer ? [person] : [];
    });
  }

  chooseCircle(circle: Circle): void {
    this.choose(undefined);
    this.#circle = circle;
  }

  choose(sectionId: string | undefined): void {
    this.#sectionId = sectionId;
    this.#circle = undefined;
    this.query = '';
  }

  /** Where in the list the names of a kana row begin. */
  startOf(row: KanaRow): number {
    return this.rows.findIndex((found) => found.of === 'person' && kanaRowOf(found.person.kana) === row);
  }

  #find(): { rows: readonly DirectoryRow[]; isGuess: boolean } {
    const index = this.#people.hall.now;
    if (!this.isSearching || !index) {
      const rows = this.#listed.map((person) => personFound({ item: { person }, marks: [] }));
      return { rows, isGuess: false };
    }
    const within = this.#within;
    const most = within ? this.total : mostFound;
    const people = index.search(this.query, most, ({ person }) => this.#people.favour(person));
    const sections = this.#places.search(this.query, mostSections);
    const guessed = isGuess([people, sections]);
    const found = hitsOf(people, guessed)
      .filter(({ item }) => !within || item.person.posts.some(({ sectionId }) => within.has(sectionId)))
      .map(personFound);
    const places = hitsOf(sections, guessed).map(sectionFound);
    // Whoever types the name of a section came for it: its 60 people would push it out of sight.
    const isByName = guessed || (found[0]?.marks.some(({ field }) => ofThePerson.has(field)) ?? false);
    return { rows: isByName ? [...found, ...places] : [...places, ...found], isGuess: guessed };
  }

  #below(id: string): Set<string> {
    const children = this.#children.get(id) ?? [];
    return new Set([id, ...children.flatMap((child) => [...this.#below(child.id)])]);
  }

  /** How many people are in each section and below it; whoever has two posts there is one of them. */
  #countPeople(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { posts } of this.#people.all) {
      const within = new Set<string>();
      for (const { sectionId } of posts) {
        let above: string | null | undefined = sectionId;
        while (above && !within.has(above)) {
          within.add(above);
          above = this.#people.section(above)?.parentId;
        }
      }
      for (const id of within) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return counts;
  }

  #nodes(parentId: string | null): SectionNode[] {
    return (this.#children.get(parentId) ?? []).map((section) => ({
      section,
      people: this.#headcounts.get(section.id) ?? 0,
      children: this.#nodes(section.id),
    }));
  }
}
