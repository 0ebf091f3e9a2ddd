import type { Call, CallReply, Calls, JoinPurpose } from '@engawa/contract/calls';
import type { ErrorBody } from '@engawa/contract/errors';
import type { Answer } from '@engawa/contract/live';
import type { Live } from '#lib/live/live.svelte.ts';
import { read } from '#lib/live/rest.ts';
import { told } from '#lib/live/told.ts';
import { deviceId } from './device-id.ts';
import { legOf, ringOf, withCall, withOpen, type KnownCalls } from './known-calls.ts';

const noticeMs = 3000;
/** A call that ended as one wanted it to is shown for so long. */
const endedMs = 4000;

/** What a ring that stopped here leaves for a moment. */
export type RingNotice = { call: Call; how: 'elsewhere' | 'by' | 'gave-up' };

/** The calls of this person as this page knows them, and what may be done about them. */
export class CallBook {
  readonly device = deviceId();
  readonly #live: Live;
  readonly #me: string;
  readonly #stop: (() => void)[];
  #known = $state.raw<KnownCalls>(new Map());
  #notices = $state.raw<readonly RingNotice[]>([]);
  #dismissed = $state.raw<ReadonlySet<string>>(new Set());
  #refusal = $state.raw<ErrorBody | undefined>();
  #notes = $state.raw<ReadonlyMap<string, string>>(new Map());
  /** Whom this person called, the newest first. */
  #called = $state.raw<readonly string[]>([]);
  /** What my own calls came with: the record of a call that is over no longer has it. */
  #abouts = new Map<string, string>();
  /** Calls that were talked or rung for on this page: only these show how they were over. */
  #mine = new Set<string>();
  #skewMs = 0;

  /** Rings for this person that nobody has answered, the oldest first. */
  readonly rings: readonly Call[] = $derived(
    this.#all.filter((call) => ringOf(call, this.#me) !== undefined),
  );
  /** The call that this page speaks in or rings for. */
  readonly here: Call | undefined = $derived(
    this.#all.find((call) => this.#isIn(call) && legOf(call, this.#me)?.device === this.device),
  );
  /** A call that is talked in on another device. */
  readonly elsewhere: Call | undefined = $derived(
    this.#all.find((call) => this.#isIn(call) && legOf(call, this.#me)?.device !== this.device),
  );
  /** The newest call of this page that is over and was not put away yet. */
  readonly over: Call | undefined = $derived(
    this.#all.findLast(
      (call) => call.endedAt !== null && this.#mine.has(call.id) && !this.#dismissed.has(call.id),
    ),
  );

  constructor(live: Live, me: string) {
    this.#live = live;
    this.#me = me;
    this.#stop = [
      live.subscribe(`user:${me}`, {
        event: (event) => {
          const { type, data } = told(event);
          if (type === 'call') this.#receive(data);
        },
        missed: () => void this.read(),
      }),
    ];
  }

  /** Who rings here. */
  get ringingFrom(): string | undefined {
    const [call] = this.rings;
    return call && ringOf(call, this.#me)?.from;
  }

  /** Whom this person called, the newest first; some of them often. */
  get called(): readonly string[] {
    return this.#called;
  }

  get live(): Live {
    return this.#live;
  }

  get me(): string {
    return this.#me;
  }

  get notices(): readonly RingNotice[] {
    return this.#notices;
  }

  get refusal(): ErrorBody | undefined {
    return this.#refusal;
  }

  /** The time of the server, by which a ring counts down. */
  get now(): number {
    return Date.now() - this.#skewMs;
  }

  async read(): Promise<void> {
    const asked = Date.now();
    const before = this.#known;
    const answer = await read<Calls>('/api/calls');
    if (!answer.ok) return;
    this.#skewMs = (asked + Date.now()) / 2 - Date.parse(answer.data.now);
    this.#known = withOpen(this.#known, answer.data.open, before);
    this.#called = answer.data.past
      .filter(({ callerId }) => callerId === this.#me)
      .map(({ calleeId }) => calleeId);
    for (const call of answer.data.open) this.#claim(call);
  }

  /** `memoId`: the memo that this call answers. */
  async offer(calleeId: string, about = '', memoId?: string): Promise<void> {
    this.dismiss();
    const answers = memoId === undefined ? {} : { memoId };
    await this.#run(this.#live.run('call:offer', { calleeId, about, device: this.device, ...answers }));
  }

  async accept({ id }: Call): Promise<void> {
    await this.#run(this.#live.run('call:accept', { callId: id, device: this.device }));
  }

  async decline({ id }: Call, reply: CallReply | null): Promise<void> {
    await this.#run(this.#live.run('call:decline', { callId: id, reply }));
  }

  /** Ends a call whatever it stands at: gives up ringing, or hangs up. */
  async end(call: Call): Promise<void> {
    if (call.state === 'ringing') await this.#run(this.#live.run('call:cancel', { callId: call.id }));
    else this.#took(await this.#live.run('call:hang-up', { callId: call.id }));
  }

  /** 保留, and back. */
  async hold(call: Call, on: boolean): Promise<void> {
    this.#took(await this.#live.run('call:hold', { callId: call.id, on }));
  }

  /** 人を加える, or 話してから取り次ぐ. */
  async add({ id }: Call, personId: string, purpose: JoinPurpose): Promise<void> {
    this.#took(await this.#live.run('call:add', { callId: id, personId, purpose }));
  }

  /** すぐ取り次ぐ. */
  async pass({ id }: Call, personId: string): Promise<void> {
    this.#took(await this.#live.run('call:pass', { callId: id, personId }));
  }

  /** What was written down in a call; it is kept in this page only. */
  noteOf(callId: string): string {
    return this.#notes.get(callId) ?? '';
  }

  note(callId: string, text: string): void {
    this.#notes = new Map(this.#notes).set(callId, text);
  }

  aboutOf(callId: string): string {
    return this.#abouts.get(callId) ?? '';
  }

  clearRefusal(): void {
    this.#refusal = undefined;
  }

  /** Puts away how the last call was over, and what was refused. */
  dismiss(): void {
    this.#refusal = undefined;
    this.#dismissed = new Set(this.#mine);
  }

  #putAway(id: string): void {
    this.#dismissed = new Set([...this.#dismissed, id]);
  }

  leave(): void {
    for (const stop of this.#stop) stop();
  }

  get #all(): readonly Call[] {
    return [...this.#known.values()];
  }

  #isIn(call: Call): boolean {
    return call.endedAt === null && legOf(call, this.#me)?.state === 'in';
  }

  async #run(answering: Promise<Answer<Call>>): Promise<void> {
    // What it says of the call comes by the event, with the words that an answer leaves out.
    this.#took(await answering);
  }

  #took(answer: Answer<unknown>): void {
    this.#refusal = answer.ok ? undefined : answer.error;
  }

  #receive(call: Call): void {
    const before = this.#known.get(call.id);
    this.#known = withCall(this.#known, call);
    if (this.#known.get(call.id) === before) return;
    // Things have moved on from what was refused.
    this.#refusal = undefined;
    this.#claim(call);
    if (!before && call.callerId === this.#me) this.#called = [call.calleeId, ...this.#called];
    if (call.about) this.#abouts.set(call.id, call.about);
    this.#forgetLeft(call);
    const isAsWanted = call.state === 'cancelled' || call.reason === 'hung-up';
    if (call.endedAt !== null && isAsWanted) setTimeout(() => this.#putAway(call.id), endedMs);
    if (before && legOf(before, this.#me)?.state === 'ringing') this.#notice(call);
  }

  /** How a call is over that one left before is no news any more, nor what was refused in it. */
  #forgetLeft(call: Call): void {
    if (call.endedAt !== null || legOf(call, this.#me)?.state !== 'out') return;
    this.#mine.delete(call.id);
    this.#refusal = undefined;
  }

  #claim(call: Call): void {
    if (legOf(call, this.#me)?.device !== this.device) return;
    this.#mine.add(call.id);
  }

  #notice(call: Call): void {
    const mine = legOf(call, this.#me);
    if (ringOf(call, this.#me) || mine?.device === this.device) return;
    // Rung into a call that goes on: only that another device answered is news.
    if (mine?.added && mine.state !== 'in') return;
    const how = call.state === 'answered' ? (mine?.state === 'in' ? 'elsewhere' : 'by') : 'gave-up';
    if (how === 'gave-up' && call.state !== 'cancelled') return;
    const notice = { call, how } as const;
    this.#notices = [...this.#notices, notice];
    setTimeout(() => (this.#notices = this.#notices.filter((one) => one !== notice)), noticeMs);
  }
}
