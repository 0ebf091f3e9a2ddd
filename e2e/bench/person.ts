import { setTimeout as pause } from 'node:timers/promises';
import { protocolVersion } from '@engawa/contract/protocol';
import type { Tally } from './crowd.ts';
import { Spread } from './spread.ts';
import type { Member } from './town.ts';
import { Wire } from './wire.ts';

/** How a send went: how often it went again, and what the last answer said where it failed. */
export type Sent = { again: number; fault?: string };

/** Which server somebody talks to. */
export type Side = { name: 'ours' | 'bare'; port: number };

type Caught = { head: number; events: { seq: number }[]; limited: boolean };
type Resumed = { scopes?: Record<string, Caught> };
type Answer = {
  ok: boolean;
  data?: Resumed;
  error?: { code: string; retry: boolean; retryAfterMs?: number };
};

const channelRooms = (member: Member) => member.channels.map((id) => `channel:${id}`);
const scopeMark = Buffer.from('"scope":"');
const seqMark = Buffer.from('"seq":');
const timeMark = Buffer.from('T=');

/** One person with one page open. */
export class Person {
  readonly member: Member;
  readonly #side: Side;
  #wire: Wire | undefined;
  #have = new Map<string, number>();
  #greeted: ((resumed: Resumed | undefined) => void) | undefined;
  #deliveries = 0;
  #bytes = 0;
  #doubled = 0;
  #missed = 0;
  #behind = 0;
  #isIn = false;
  #times = new Spread();
  #early: { scope: string; seq: number }[] | undefined;

  constructor(side: Side, member: Member) {
    this.#side = side;
    this.member = member;
  }

  /**
   * Connects until it is let in and greeted. Our server tells with the greeting what was missed: true when
   * that came whole.
   */
  async enter(): Promise<boolean | undefined> {
    for (;;) {
      const greeted = Promise.withResolvers<Resumed | undefined>();
      greeted.promise.catch(() => {});
      this.#greeted = greeted.resolve;
      if (this.#side.name === 'ours') this.#early = [];
      const { cookie, from } = this.member;
      const wire = new Wire(
        { port: this.#side.port, cookie, from },
        () => ({ protocol: protocolVersion, cursors: this.#cursors }),
        {
          durable: (frame) => this.#take(frame),
          heard: (name, _hello, resumed) => this.#hear(name, Object(resumed)),
          closed: () => {
            greeted.reject(new Error('closed'));
            this.#lose(wire);
          },
        },
      );
      this.#wire = wire;
      try {
        await wire.ready;
        if (this.#side.name === 'bare') wire.emit('join', this.#scopes);
        const resumed = await greeted.promise;
        this.#isIn = true;
        return this.#side.name === 'ours' ? this.#settle(resumed) : undefined;
      } catch {
        await pause(100 + Math.random() * 900);
      }
    }
  }

  /** Sends as a page does: what got no answer, or one that asks for patience, goes again under the same id. */
  async send(input: { clientId: string; channelId: string; body: string }): Promise<Sent> {
    for (let again = 0; ; again += 1) {
      const answer = await this.#ask('command', 'message:send', input);
      if (answer?.ok) return { again };
      const fault = answer?.error?.code ?? 'no answer';
      if (again === 5 || answer?.error?.retry === false) return { again, fault };
      await pause(answer?.error?.retryAfterMs ?? 500);
    }
  }

  /** Asks for what was missed; true when it came whole, in order and once. */
  async catchUp(): Promise<boolean> {
    this.#early = [];
    return this.#settle((await this.#ask('live:resume', { cursors: this.#cursors }))?.data);
  }

  get #scopes(): string[] {
    return [...channelRooms(this.member), `user:${this.member.personId}`, 'org'];
  }

  get #cursors(): Record<string, number> {
    return Object.fromEntries(this.#scopes.map((scope) => [scope, this.#have.get(scope) ?? 0]));
  }

  #settle(resumed: Resumed | undefined): boolean {
    const told = resumed?.scopes;
    let whole = told !== undefined;
    for (const scope of channelRooms(this.member)) {
      const place = told?.[scope];
      if (!place || place.limited) whole = false;
      for (const { seq } of place?.events ?? []) this.#count(scope, seq);
      if ((place?.head ?? 0) > (this.#have.get(scope) ?? 0)) whole = false;
    }
    for (const { scope, seq } of this.#early?.splice(0) ?? [])
      if (seq > (this.#have.get(scope) ?? 0)) this.#count(scope, seq);
    this.#early = undefined;
    return whole;
  }

  cut(): void {
    this.#isIn = false;
    this.#wire?.cut();
  }

  tally(): Tally {
    const told = {
      deliveries: this.#deliveries,
      bytes: this.#bytes,
      doubled: this.#doubled,
      missed: this.#missed,
      behind: this.#behind,
    };
    const times = this.#times.told;
    this.#times = new Spread();
    this.#deliveries = this.#bytes = this.#doubled = this.#missed = this.#behind = 0;
    return { ...told, times };
  }

  #hear(name: string, resumed: Resumed): void {
    if (name === 'hello') this.#greeted?.(resumed);
    else if (name === 'behind') {
      this.#behind += 1;
      void this.catchUp();
    }
  }

  /** The server let go of it: back again, as a page does. */
  #lose(wire: Wire): void {
    if (wire !== this.#wire || !this.#isIn) return;
    this.#isIn = false;
    this.#behind += 1;
    void this.enter().then((whole) => whole ?? this.catchUp());
  }

  async #ask(name: string, ...data: unknown[]): Promise<Answer | undefined> {
    const answer: Answer | undefined = JSON.parse(
      JSON.stringify((await this.#wire?.ask(name, ...data)) ?? null),
    );
    return answer ?? undefined;
  }

  #take(frame: Buffer): void {
    const mark = frame.indexOf(timeMark);
    if (mark < 0) return;
    const sentUs = parseInt(frame.toString('latin1', mark + 2, mark + 12), 36);
    this.#times.add((Number(process.hrtime.bigint() / 1000n) - sentUs) / 1000);
    this.#deliveries += 1;
    this.#bytes += frame.length;
    const scopeAt = frame.indexOf(scopeMark) + scopeMark.length;
    const scope = frame.toString('latin1', scopeAt, scopeAt + 44);
    const seqAt = frame.indexOf(seqMark) + seqMark.length;
    const seq = parseInt(frame.toString('latin1', seqAt, seqAt + 12), 10);
    if (this.#early) this.#early.push({ scope, seq });
    else this.#count(scope, seq);
  }

  #count(scope: string, seq: number): void {
    const have = this.#have.get(scope) ?? 0;
    if (seq <= have) this.#doubled += 1;
    else if (seq !== have + 1) this.#missed += seq - have - 1;
    if (seq > have) this.#have.set(scope, seq);
  }
}
