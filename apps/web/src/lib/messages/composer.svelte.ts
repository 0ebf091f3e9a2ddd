import type { Message } from '@engawa/contract/messages';
import { faultOfBody, MOST_CHARACTERS, sizeOf } from '@engawa/text/limits';
import { findMyNumbers } from '@engawa/text/mynumber';
import type { Drafts } from '#lib/live/drafts.svelte.ts';
import { stillThere, withTokens, type Address } from './addressing.ts';

type Kept = { text: string; addresses: Address[] };

/** What was taken out to be sent; `giveBack` puts it in again where it could not be written down. */
export type Taken = {
  body: string;
  quoteId: string | undefined;
  myNumberReason?: string;
  giveBack: () => void;
};

export type ComposerFault = 'my-number' | 'too-many-characters' | 'too-many-bytes' | 'unwritable';

/** From here on the characters that are left are counted aloud. */
const nearLimit = MOST_CHARACTERS - 1000;

/** What is being written to one channel. */
export class Composer {
  #text = $state('');
  #addresses = $state.raw<readonly Address[]>([]);
  #quote = $state.raw<Message>();
  #reason = $state('');
  #place: string;
  #drafts: Drafts;
  /** Whether the hall lets a 個人番号 be sent where a reason is given. */
  readonly takesReason: boolean;
  #hasMyNumber: boolean = $derived(findMyNumbers(this.#text).length > 0);
  #standing: readonly Address[] = $derived(stillThere(this.#text, this.#addresses));
  #body: string = $derived(withTokens(this.#text, this.#standing));
  #fault: ComposerFault | undefined = $derived.by(() => {
    if (this.#hasMyNumber && !(this.takesReason && this.#reason.trim())) return 'my-number';
    const fault = faultOfBody(this.#body);
    return fault === 'empty' ? undefined : fault;
  });

  constructor(place: string, drafts: Drafts, takesReason = false) {
    this.#place = place;
    this.takesReason = takesReason;
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

  /** What looks like a 個人番号 stands in the text. */
  get hasMyNumber(): boolean {
    return this.#hasMyNumber;
  }

  /** Why a 個人番号 must be written; it goes with the message to the records, and nowhere else. */
  get reason(): string {
    return this.#reason;
  }

  set reason(reason: string) {
    this.#reason = reason;
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

  /** Takes the text out to be sent. */
  take(): Taken {
    const before = {
      text: this.#text,
      addresses: this.#addresses,
      quote: this.#quote,
      reason: this.#reason,
    };
    const withReason = this.#hasMyNumber && this.takesReason;
    const taken: Omit<Taken, 'giveBack'> = {
      body: this.#body,
      quoteId: this.#quote?.id,
      ...(withReason && { myNumberReason: this.#reason.trim() }),
    };
    this.#reason = '';
    this.#text = '';
    this.#addresses = [];
    this.#quote = undefined;
    this.#keep();
    const giveBack = () => {
      this.#text = [before.text, this.#text].filter(Boolean).join('\n');
      this.#addresses = before.addresses;
      this.#quote = before.quote;
      this.#reason = before.reason;
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
