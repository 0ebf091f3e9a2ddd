import type { ErrorBody } from '@engawa/contract/errors';
import type { HelpCall, HelpCalls } from '@engawa/contract/help-calls';
import type { Answer } from '@engawa/contract/live';
import { userScope } from '@engawa/contract/scopes';
import type { Live } from '#lib/live/live.svelte.ts';
import { withNewest, withRead, type Newest } from '#lib/live/newest.ts';
import { read } from '#lib/live/rest.ts';
import { told } from '#lib/live/told.ts';

const noticeMs = 5000;
/** Where I am expected stands on the screen for as long as the way may take. */
const goingMs = 120_000;

const isOver = ({ endedAt }: HelpCall) => endedAt !== null;

/** The calls for help of this person as this page knows them, and what may be done about them. */
export class HelpBook {
  readonly #live: Live;
  readonly #me: string;
  readonly #stop: () => void;
  #known = $state.raw<Newest<HelpCall>>(new Map());
  #putAway = $state.raw<ReadonlySet<string>>(new Set());
  #refusal = $state.raw<ErrorBody | undefined>();
  /** Those that this page saw open: only these show how they were over. */
  #seen = new Set<string>();

  /** Those that I may answer now, the oldest first. */
  readonly wanted: readonly HelpCall[] = $derived(
    this.#all.filter(({ state, mine }) => state === 'open' && mine === 'heard'),
  );
  /** The one that I asked for, until it is put away. */
  readonly asked: HelpCall | undefined = $derived(
    this.#all.findLast((help) => help.mine === 'asked' && this.#isShown(help)),
  );
  /** Where I said that I go. */
  readonly going: HelpCall | undefined = $derived(
    this.#all.findLast((help) => help.takerId === this.#me && this.#isShown(help)),
  );
  /** Those of others that are over since a moment. */
  readonly notices: readonly HelpCall[] = $derived(
    this.#all.filter(
      (help) => help.mine === 'heard' && help.takerId !== this.#me && help.endedAt && this.#isShown(help),
    ),
  );

  constructor(live: Live, me: string) {
    this.#live = live;
    this.#me = me;
    this.#stop = live.subscribe(userScope(me), {
      event: (event) => {
        const { type, data } = told(event);
        if (type === 'help-call') this.#receive(data);
      },
      missed: () => void this.read(),
    });
    void this.read();
  }

  get refusal(): ErrorBody | undefined {
    return this.#refusal;
  }

  async read(): Promise<void> {
    const before = this.#known;
    const answer = await read<HelpCalls>('/api/help-calls');
    if (!answer.ok) return;
    for (const { id } of answer.data) this.#seen.add(id);
    this.#known = withRead(this.#known, answer.data, before, isOver);
  }

  async go({ id }: HelpCall): Promise<void> {
    this.#took(await this.#live.run('help:go', { helpCallId: id }));
  }

  async decline({ id }: HelpCall): Promise<void> {
    this.#took(await this.#live.run('help:decline', { helpCallId: id }));
  }

  async withdraw({ id }: HelpCall): Promise<void> {
    this.#took(await this.#live.run('help:withdraw', { helpCallId: id }));
  }

  async ask({ sectionId, place }: Pick<HelpCall, 'sectionId' | 'place'>): Promise<void> {
    this.#took(await this.#live.run('help:ask', { sectionId, place }));
  }

  putAway({ id }: HelpCall): void {
    this.#putAway = new Set([...this.#putAway, id]);
  }

  leave(): void {
    this.#stop();
  }

  get #all(): readonly HelpCall[] {
    return [...this.#known.values()];
  }

  #isShown({ id, state }: HelpCall): boolean {
    return state === 'open' || !this.#putAway.has(id);
  }

  #took(answer: Answer<unknown>): void {
    this.#refusal = answer.ok ? undefined : answer.error;
  }

  #receive(help: HelpCall): void {
    const before = this.#known.get(help.id);
    this.#known = withNewest(this.#known, help);
    if (this.#known.get(help.id) === before) return;
    if (help.state === 'open') this.#seen.add(help.id);
    else if (!this.#seen.has(help.id) && help.mine !== 'asked') this.putAway(help);
    else if (help.mine !== 'asked' || help.state === 'withdrawn') {
      const isMine = help.takerId === this.#me;
      setTimeout(() => this.putAway(help), isMine ? goingMs : noticeMs);
    }
  }
}
