import { HallIndex } from './hall-index.svelte.ts';

/** What other rooms need to know of a person. */
export type PersonCard = {
  id: string;
  name: string;
  kana: string;
  /** The section and post shown beside the name; the main one first. */
  posts: readonly { id: string; sectionId: string; section: string; title: string; isOffice: boolean }[];
  extension: string;
  duties: readonly string[];
  photo?: string;
  /** Has left or may not sign in: known by name only, and in no list. */
  isFormer?: boolean;
};

/** A part of the organisation; `parentId` is null for a 部 and whatever stands beside it. */
export type SectionCard = {
  id: string;
  parentId: string | null;
  name: string;
  /** The sections above it, from the top: 市民福祉部 健康福祉課. */
  path: string;
  extension: string;
  duties: readonly string[];
};

/** Who is behind an id, and where everybody stands in the hall. */
// Less than lies between a whole name (970) and the beginning of one (880), more than any order among equals.
const ofOwnSection = 30;
const calledLately = 20;
const leadsSection = 10;
const mostLately = 20;
const mostOften = 12;

export class People {
  #cards = $state.raw<ReadonlyMap<string, PersonCard>>(new Map());
  #sections = $state.raw<ReadonlyMap<string, SectionCard>>(new Map());
  #all: readonly PersonCard[] = $derived([...this.#cards.values()].filter(({ isFormer }) => !isFormer));
  #everySection: readonly SectionCard[] = $derived([...this.#sections.values()]);

  /** Everybody who is here now, to be searched. */
  readonly hall = new HallIndex(() => this.#all);

  #me: string | undefined;
  #called = $state.raw<readonly string[]>([]);
  #lately: ReadonlySet<string> = $derived(new Set(this.#called.slice(0, mostLately)));
  #often: ReadonlySet<string> = $derived.by(() => {
    const times = [...Map.groupBy(this.#called, (id) => id)].filter(([, all]) => all.length > 1);
    const most = times.sort(([, a], [, b]) => b.length - a.length).slice(0, mostOften);
    return new Set(most.map(([id]) => id));
  });
  #ownSections: ReadonlySet<string> = $derived.by(() => {
    const posts = this.#me === undefined ? [] : (this.#cards.get(this.#me)?.posts ?? []);
    return new Set(posts.map(({ sectionId }) => sectionId));
  });

  /** Whose page this is. */
  constructor(me?: string) {
    this.#me = me;
  }

  #dutiesIn: ReadonlyMap<string, readonly string[]> = $derived.by(() => {
    const found = new Map(this.#everySection.map(({ id, duties }) => [id, new Set(duties)]));
    for (const { posts, duties } of this.#all)
      for (const { sectionId } of posts) for (const duty of duties) found.get(sectionId)?.add(duty);
    return new Map([...found].map(([id, duties]) => [id, [...duties]]));
  });

  /** What a section answers for: its own duties and those of its people. */
  dutiesIn(sectionId: string): readonly string[] {
    return this.#dutiesIn.get(sectionId) ?? [];
  }

  /** Whom one has called, the newest first, each as often as it was. */
  set called(ids: readonly string[]) {
    this.#called = ids;
  }

  /** 最近かけた相手, the newest first. */
  get lately(): ReadonlySet<string> {
    return this.#lately;
  }

  /** よくかける相手, the most often first. */
  get often(): ReadonlySet<string> {
    return this.#often;
  }

  /** How much nearer somebody lies than others who are found as well, in points of the search. */
  favour({ id, posts }: PersonCard): number {
    const isColleague = posts.some(({ sectionId }) => this.#ownSections.has(sectionId));
    const leads = posts.some(({ isOffice }) => isOffice);
    return (
      (isColleague ? ofOwnSection : 0) +
      (this.#lately.has(id) ? calledLately : 0) +
      (leads ? leadsSection : 0)
    );
  }

  /** Everybody who is here now, in the order of the hall. */
  get all(): readonly PersonCard[] {
    return this.#all;
  }

  /** In the order of the hall. */
  get sections(): readonly SectionCard[] {
    return this.#everySection;
  }

  /** Takes everybody at once: who is not among them is not known any more. */
  showAll(cards: Iterable<PersonCard>): void {
    this.#cards = new Map([...cards].map((card) => [card.id, card]));
  }

  show(cards: Iterable<PersonCard>): void {
    const next = new Map(this.#cards);
    for (const card of cards) next.set(card.id, card);
    this.#cards = next;
  }

  showSections(sections: Iterable<SectionCard>): void {
    this.#sections = new Map([...sections].map((section) => [section.id, section]));
  }

  find(id: string): PersonCard | undefined {
    return this.#cards.get(id);
  }

  section(id: string): SectionCard | undefined {
    return this.#sections.get(id);
  }

  name(id: string): string {
    return this.#cards.get(id)?.name ?? '';
  }

  /** The name before the space: how colleagues are listed where room is scarce. */
  familyName(id: string): string {
    return this.name(id).split(/[\s\u3000]/)[0] ?? '';
  }

  /** The title of the main post, 収納係長 or 主事. */
  post(id: string): string {
    return this.#cards.get(id)?.posts[0]?.title ?? '';
  }
}
