import type { ErrorBody } from '@engawa/contract/errors';
import type { Knock, KnockAnswer, KnockCaller, Knocks } from '@engawa/contract/knocks';
import type { Answer } from '@engawa/contract/live';
import { userScope } from '@engawa/contract/scopes';
import type { Live } from '#lib/live/live.svelte.ts';
import { withNewest, withRead, type Newest } from '#lib/live/newest.ts';
import { read } from '#lib/live/rest.ts';
import { told } from '#lib/live/told.ts';
import { concerns } from './concerns.ts';

const noticeMs = 5000;

/** The questions of this person as this page knows them, and what may be done about them. */
export class KnockBook {
  readonly me: string;
  readonly device: string;
  readonly #live: Live;
  readonly #stop: () => void;
  #known = $state.raw<Newest<Knock>>(new Map());
  #putAway = $state.raw<ReadonlySet<string>>(new Set());
  #notices = $state.raw<readonly Knock[]>([]);
  #refusal = $state.raw<ErrorBody | undefined>();
  #skewMs = 0;

  /** What is to be seen now, the oldest first. */
  readonly cards: readonly Knock[] = $derived(
    [...this.#known.values()].filter(
      (knock) => concerns(knock, this.me) && !this.#putAway.has(turnOf(knock)),
    ),
  );
  /** Questions to this person that nobody has answered. */
  readonly asked: readonly Knock[] = $derived(
    this.cards.filter(({ state, askerId }) => state === 'asked' && askerId !== this.me),
  );
  /** Who can talk now: this page joins them by itself. */
  readonly agreed: Knock | undefined = $derived(
    this.cards.find(
      ({ state, askerId, device }) => state === 'agreed' && askerId === this.me && device === this.device,
    ),
  );

  constructor(live: Live, me: string, device: string) {
    this.#live = live;
    this.me = me;
    this.device = device;
    this.#stop = live.subscribe(userScope(me), {
      event: (event) => {
        const { type, data } = told(event);
        if (type === 'knock') this.#receive(data);
      },
      missed: () => void this.read(),
    });
  }

  /** What others answered in this person's place, for a moment. */
  get notices(): readonly Knock[] {
    return this.#notices;
  }

  get refusal(): ErrorBody | undefined {
    return this.#refusal;
  }

  /** The time of the server, by which a line that is held counts down. */
  get now(): number {
    return Date.now() - this.#skewMs;
  }

  async read(): Promise<void> {
    const asked = Date.now();
    const before = this.#known;
    const answer = await read<Knocks>('/api/knocks');
    if (!answer.ok) return;
    this.#skewMs = (asked + Date.now()) / 2 - Date.parse(answer.data.now);
    this.#known = withRead(this.#known, answer.data.knocks, before);
  }

  ask(personId: string, about: string): Promise<Answer<unknown>> {
    return this.#live.run('knock:ask', { personId, about, device: this.device });
  }

  hold(
    to: { personId: string } | { sectionId: string },
    words: { about: string; caller: KnockCaller },
  ): Promise<Answer<unknown>> {
    return this.#live.run('knock:hold', { to, ...words, device: this.device });
  }

  async answer({ id }: Knock, answer: KnockAnswer): Promise<boolean> {
    return this.#took(await this.#live.run('knock:answer', { knockId: id, answer, device: this.device }));
  }

  async start({ id }: Knock): Promise<void> {
    this.#took(await this.#live.run('knock:start', { knockId: id, device: this.device }));
  }

  async withdraw({ id }: Knock): Promise<void> {
    this.#took(await this.#live.run('knock:withdraw', { knockId: id }));
  }

  /** Puts a card away: how one's own ended on every screen, what still goes on here until it changes. */
  async putAway(knock: Knock): Promise<void> {
    this.#putAway = new Set([...this.#putAway, turnOf(knock)]);
    if (knock.endedAt !== null) this.#took(await this.#live.run('knock:seen', { knockId: knock.id }));
  }

  forgetRefusal(): void {
    this.#refusal = undefined;
  }

  leave(): void {
    this.#stop();
  }

  #took(answer: Answer<unknown>): boolean {
    this.#refusal = answer.ok ? undefined : answer.error;
    return answer.ok;
  }

  #receive(knock: Knock): void {
    const before = this.#known.get(knock.id);
    this.#known = withNewest(this.#known, knock);
    if (this.#known.get(knock.id) === before || !before) return;
    const isOver = before.endedAt === null && knock.endedAt !== null && knock.state !== 'talked';
    const isOthers = knock.askerId !== this.me && knock.answererId !== this.me;
    if (isOver && isOthers) this.#notice(knock);
  }

  #notice(knock: Knock): void {
    this.#notices = [...this.#notices, knock];
    setTimeout(() => (this.#notices = this.#notices.filter((one) => one !== knock)), noticeMs);
  }
}

/** A card that was put away comes back when it changes. */
const turnOf = ({ id, state }: Knock): string => `${id} ${state}`;
