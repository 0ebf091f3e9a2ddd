import type { CommandInput } from '@engawa/contract/socket';
import type { ErrorBody } from '@engawa/contract/errors';
import type { Standing } from '@engawa/contract/presence';
import type { Live } from '#lib/live/live.svelte.ts';
import type { Standings } from '#lib/people/standings.svelte.ts';

type Choice = Omit<CommandInput<'presence:set'>, 'clientId'>;

/** Sets where people are: oneself, or a colleague of the section; shown at once, taken back if refused. */
export class OwnPresence {
  refusal = $state.raw<ErrorBody>();
  readonly standings: Standings;
  readonly #live: Live;
  readonly #me: string;

  constructor(live: Live, standings: Standings, me: string) {
    this.#live = live;
    this.standings = standings;
    this.#me = me;
  }

  get now(): Standing | undefined {
    return this.standings.own;
  }

  /** True once the server has it. */
  async set(choice: Choice): Promise<boolean> {
    const personId = choice.personId ?? this.#me;
    const { state, place = '', note = '', until = null } = choice;
    const before = this.standings.of(personId);
    if (before && state) {
      const chosen = personId === this.#me;
      this.standings.guess({ ...before, state, place, note, until, overdue: false, chosen, setBy: null });
    }
    return this.#run(() => this.#live.run('presence:set', choice), before);
  }

  /** The time of return of what is chosen now. */
  async setUntil(until: string | null): Promise<boolean> {
    const { now } = this;
    if (!now || now.state === 'calling' || now.state === 'absent' || now.state === 'apart') return false;
    return this.set({ state: now.state, place: now.place, note: now.note, until });
  }

  async setQuiet(until: string | null): Promise<boolean> {
    const before = this.now;
    if (before) this.standings.guess({ ...before, quietUntil: until });
    return this.#run(() => this.#live.run('presence:quiet', { until }), before);
  }

  async see(): Promise<boolean> {
    const before = this.now;
    if (before) this.standings.guess({ ...before, setBy: null });
    return this.#run(() => this.#live.run('presence:seen', {}), before);
  }

  async #run(
    send: () => Promise<{ ok: true } | { ok: false; error: ErrorBody }>,
    before: Standing | undefined,
  ): Promise<boolean> {
    const answer = await send();
    this.refusal = answer.ok ? undefined : answer.error;
    if (!answer.ok && before) this.standings.guess(before);
    return answer.ok;
  }
}
