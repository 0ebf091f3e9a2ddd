import type { PersonCard } from '#lib/people/people.svelte.ts';
import { wordBefore } from './addressing.ts';
import { ofPerson, type Addressable, type Choice } from './mention-choices.ts';

type Find = (word: string) => Choice[];

const most = 8;
const mostAbsent = 3;
/** The whole hall is looked through when the writing pauses. */
const pauseMs = 200;

/** The list of those who can be addressed, while a word after ＠ is being written. */
export class MentionPicker {
  #word = $state<string>();
  #at = 0;
  #chosen = $state(0);
  #dismissedAt: number | undefined;
  #find = $state.raw<Find>();
  #loading = false;
  #addressable: () => Addressable;
  #choices: readonly Choice[] = $derived.by(() => {
    if (this.#word === undefined) return [];
    if (this.#word === '') return this.#first();
    return this.#find?.(this.#word) ?? [];
  });
  /** The word that was looked up in the whole hall: not while it is being written. */
  #pausedAt = $state<string>();
  #pausing: ReturnType<typeof setTimeout> | undefined;
  #absent: readonly PersonCard[] = $derived.by(() => {
    const isPaused = this.#word !== undefined && this.#word === this.#pausedAt;
    if (!isPaused || !this.#word || !this.#find || this.#choices.length > 0) return [];
    return this.#addressable().absent(this.#word, mostAbsent);
  });

  constructor(addressable: () => Addressable) {
    this.#addressable = addressable;
  }

  get isOpen(): boolean {
    return this.#word !== undefined;
  }

  get choices(): readonly Choice[] {
    return this.#choices;
  }

  /** Who is meant where nobody here matches. */
  get absent(): readonly PersonCard[] {
    return this.#absent;
  }

  get chosen(): number {
    return Math.min(this.#chosen, this.#choices.length - 1);
  }

  get current(): Choice | undefined {
    return this.#choices[this.chosen];
  }

  /** Looks at what stands before the caret; also while the input method composes. */
  look(text: string, caret: number, isComposing = false): void {
    clearTimeout(this.#pausing);
    const found = wordBefore(text, caret);
    if (!found) this.#dismissedAt = undefined;
    if (!found || found.at === this.#dismissedAt) return this.close();
    if (found.word !== this.#word) this.#chosen = 0;
    this.#at = found.at;
    this.#word = found.word;
    if (!isComposing) this.#pausing = setTimeout(() => (this.#pausedAt = found.word), pauseMs);
    if (!this.#find && !this.#loading) void this.#prepare();
  }

  move(step: 1 | -1): void {
    const { length } = this.#choices;
    if (length > 0) this.#chosen = (this.chosen + step + length) % length;
  }

  point(index: number): void {
    this.#chosen = index;
  }

  /** Esc: this ＠ asks for nobody. */
  dismiss(): void {
    this.#dismissedAt = this.#at;
    this.close();
  }

  close(): void {
    clearTimeout(this.#pausing);
    this.#word = undefined;
  }

  /** The stretch of the text that the choice takes the place of. */
  get stretch(): { from: number; to: number } {
    return { from: this.#at, to: this.#at + 1 + (this.#word?.length ?? 0) };
  }

  /** Members may have come or gone. */
  forget(): void {
    this.#find = undefined;
  }

  #first(): Choice[] {
    const { everybody, people } = this.#addressable();
    const names = namesakesOf(people);
    const first = people.slice(0, most - 1).map((person) => ofPerson(person, names.has(person.name)));
    return everybody ? [everybody, ...first] : first;
  }

  /** The search is loaded with the first word: most messages address nobody. */
  async #prepare(): Promise<void> {
    this.#loading = true;
    const { buildFind } = await import('./mention-search.ts');
    this.#find = buildFind(this.#addressable(), namesakesOf(this.#addressable().people), most);
    this.#loading = false;
  }
}

/** Names that more than one person has. */
function namesakesOf(people: readonly PersonCard[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { name } of people) (seen.has(name) ? twice : seen).add(name);
  return twice;
}
