import type { Message } from '@engawa/contract/messages';
import { faultOfBody, MOST_CHARACTERS, sizeOf } from '@engawa/text/limits';
import { findMyNumbers } from '@engawa/text/mynumber';
import type { Drafts } from '#lib/live/drafts.ts';
import { stillThere, withTokens, type Address } from './addressing.ts';

type Kept = { text: string; addresses: Address[] };

export type ComposerFault = 'my-number' | 'too-many-characters' | 'too-many-bytes' | 'unwritable';

/** From here on the characters that are left are counted aloud. */
const nearLimit = MOST_CHARACTERS - 1000;

/** What is being written to one channel. */
export class Composer {
  #text = $state('');
  #addresses = $state.raw<readonly Address[]>([]);
  #quote = $state.raw<Message>();
  #place: string;
  #drafts: Drafts;
  #standing: readonly Address[] = $derived(stillThere(this.#text, this.#addresses));
  #body: string = $derived(withTokens(this.#text, this.#standing));
  #fault: ComposerFault | undefined = $derived.by(() => {
    if (findMyNumbers(this.#text).length > 0) return 'my-number';
    const fault = faultOfBody(this.#body);
    return fault === 'empty' ? undefined : fault;
  });

  constructor(place: string, drafts: Drafts) {
    this.#place = place;
    this.#drafts = drafts;
    const kept = readKept(drafts.of(place));
    this.#text = kept.text;
    this.#addresses = kept.addresses;
  }

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.#text = text;
    this.#keep();
  }

  /** Whom the text addresses by name. */
  get addresses(): readonly Address[] {
    return this.#standing;
  }

  get quote(): Message | undefined {
    return this.#quote;
  }

  get fault(): ComposerFault | undefined {
    return this.#fault;
  }

  /** Told only when the limit is near. */
  get charactersLeft(): number | undefined {
    if (this.#text.length < nearLimit) return undefined;
    const left = MOST_CHARACTERS - sizeOf(this.#body).characters;
    return left < 1000 ? left : undefined;
  }

  get isEmpty(): boolean {
    return faultOfBody(this.#body) === 'empty';
  }

  address(address: Address): void {
    if (!this.#addresses.some(({ token }) => token === address.token)) {
      this.#addresses = [...this.#addresses, address];
    }
    this.#keep();
  }

  quoting(message: Message | undefined): void {
    this.#quote = message;
  }

  /** Takes the text out to be sent; `giveBack` puts it in again where it could not be written down. */
  take(): { body: string; quoteId: string | undefined; giveBack: () => void } {
    const before = { text: this.#text, addresses: this.#addresses, quote: this.#quote };
    const taken = { body: this.#body, quoteId: this.#quote?.id };
    this.#text = '';
    this.#addresses = [];
    this.#quote = undefined;
    this.#keep();
    const giveBack = () => {
      this.#text = [before.text, this.#text].filter(Boolean).join('\n');
      this.#addresses = before.addresses;
      this.#quote = before.quote;
      this.#keep();
    };
    return { ...taken, giveBack };
  }

  /** A text that came back, to be written anew. */
  rewrite(text: string, addresses: readonly Address[]): void {
    this.#text = [this.#text, text].filter(Boolean).join('\n');
    this.#addresses = [...this.#addresses, ...addresses];
    this.#keep();
  }

  #keep(): void {
    const kept: Kept = { text: this.#text, addresses: stillThere(this.#text, this.#addresses) };
    this.#drafts.keep(this.#place, this.#text ? JSON.stringify(kept) : '');
  }
}

function readKept(draft: string): Kept {
  if (!draft) return { text: '', addresses: [] };
  const kept: Kept = JSON.parse(draft);
  return kept;
}
