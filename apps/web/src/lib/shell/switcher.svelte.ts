import type { ChannelEntry } from '@engawa/contract/channels';
import { buildPlaceIndex } from '@engawa/text/place-search';
import type { Hit, Mark } from '@engawa/text/search-index';
import { isUnbegun } from '#lib/channels/channel-groups.ts';
import type { Channels } from '#lib/channels/channels.svelte.ts';
import { hitsOf, isGuess, personFound, sectionFound, type FoundCard } from '#lib/people/found.ts';
import type { People } from '#lib/people/people.svelte.ts';
import { t } from '#lib/text/shell.ts';
import { searchableSection } from '#lib/people/searchable.ts';

/** One line of what was found. */
export type FoundRow =
  | FoundCard
  | { of: 'screen'; key: string; marks: readonly Mark[]; name: string; href: string }
  | { of: 'channel'; key: string; marks: readonly Mark[]; channel: ChannelEntry; name: string };

/** Screens that no door of the rail leads to. */
const screens = buildPlaceIndex([
  { name: t.callRecord, about: '', href: '/calls' },
  { name: t.sectionCalls, about: '', href: '/calls/section' },
]);

const mostPeople = 8;
const mostPlaces = 5;

/** One field over people, sections and channels; the first hit is chosen until the arrows move on. */
export class Switcher {
  #query = $state('');
  #at = $state(0);
  #people: People;
  #sections;
  #channels;
  #lately: readonly FoundRow[];
  #search = $derived(this.#find(this.#query));

  constructor(people: People, channels: Pick<Channels, 'all' | 'nameOf'>) {
    this.#people = people;
    void people.hall.finish();
    this.#sections = buildPlaceIndex(
      people.sections.map((section, rank) => searchableSection(section, rank, people.dutiesIn(section.id))),
    );
    const open = channels.all.filter((channel) => !channel.putAwayAt && !isUnbegun(channel));
    const named = open.map((channel) => ({
      name: channels.nameOf(channel),
      about: channel.purpose,
      channel,
    }));
    this.#channels = buildPlaceIndex(named);
    this.#lately = named
      .filter(({ channel }) => channel.lastAt)
      .sort((a, b) => ((a.channel.lastAt ?? '') < (b.channel.lastAt ?? '') ? 1 : -1))
      .slice(0, 7)
      .map((item) => channelRow({ item, marks: [], score: 0 }));
  }

  get query(): string {
    return this.#query;
  }

  set query(query: string) {
    this.#query = query;
    this.#at = 0;
  }

  get rows(): readonly FoundRow[] {
    return this.#search.rows;
  }

  /** Nothing is called what was typed: the rows are one letter away from it. */
  get isGuess(): boolean {
    return this.#search.isGuess;
  }

  get at(): number {
    return Math.min(this.#at, this.rows.length - 1);
  }

  get chosen(): FoundRow | undefined {
    return this.rows[this.at];
  }

  move(step: number): void {
    const { length } = this.rows;
    if (length > 0) this.#at = (this.at + step + length) % length;
  }

  choose(at: number): void {
    this.#at = at;
  }

  #find(query: string): { rows: readonly FoundRow[]; isGuess: boolean } {
    if (query.trim() === '') return { rows: this.#lately, isGuess: false };
    const people = this.#people.hall.now?.search(query, mostPeople, ({ person }) =>
      this.#people.favour(person),
    );
    const sections = this.#sections.search(query, mostPlaces);
    const channels = this.#channels.search(query, mostPlaces);
    const places = screens.search(query, mostPlaces);
    const guessed = isGuess([people, sections, channels, places]);
    const groups: FoundRow[][] = [
      hitsOf(people, guessed).map(personFound),
      hitsOf(sections, guessed).map(sectionFound),
      hitsOf(channels, guessed).map(channelRow),
      hitsOf(places, guessed).map(({ item: { name, href }, marks }) => ({
        of: 'screen',
        key: href,
        marks,
        name,
        href,
      })),
    ];
    const rows = groups.toSorted((a, b) => Number(isCalledSo(b)) - Number(isCalledSo(a))).flat();
    return { rows, isGuess: guessed };
  }
}

const own = new Set(['name', 'kana', 'extension']);

/** Whether the best of these is itself what was asked for; who merely belongs to it stands after it. */
const isCalledSo = ([best]: readonly FoundRow[]): boolean =>
  best?.marks.some(({ field }) => own.has(field)) ?? false;

function channelRow({ item, marks }: Hit<{ name: string; channel: ChannelEntry }>): FoundRow {
  return { of: 'channel', key: item.channel.id, channel: item.channel, name: item.name, marks };
}
