import type { Answer } from '@engawa/contract/live';
import type { ErrorBody } from '@engawa/contract/errors';
import type { SectionCall, SectionCalls } from '@engawa/contract/section-calls';
import { deviceId } from '#lib/calls/device-id.ts';
import type { Live } from '#lib/live/live.svelte.ts';
import { withNewest, withRead } from '#lib/live/newest.ts';
import { read } from '#lib/live/rest.ts';
import { told } from '#lib/live/told.ts';

const noticeMs = 3000;

const isOver = ({ endedAt }: SectionCall) => endedAt !== null;

/** The calls to sections that this person makes or may answer, as this page knows them. */
export class SectionBook {
  readonly #device = deviceId();
  readonly #live: Live;
  readonly me: string;
  readonly #stop: () => void;
  #known = $state.raw<ReadonlyMap<string, SectionCall>>(new Map());
  #notices = $state.raw<readonly SectionCall[]>([]);
  #dismissed = $state.raw<ReadonlySet<string>>(new Set());
  #refusal = $state.raw<ErrorBody | undefined>();
  /** Calls that this page made: only these show how they were over. */
  #made = $state.raw<ReadonlySet<string>>(new Set());
  #skewMs = $state(0);

  /** Open ones of this person and of their sections, the oldest first. */
  readonly open: readonly SectionCall[] = $derived(
    [...this.#known.values()]
      .filter(({ endedAt }) => endedAt === null)
      .toSorted((a, b) => (a.offeredAt < b.offeredAt ? -1 : 1)),
  );
  /** Those that ring here. */
  readonly rings: readonly SectionCall[] = $derived(this.open.filter(({ rung }) => rung.includes(this.me)));
  readonly own: SectionCall | undefined = $derived(this.open.find(({ callerId }) => callerId === this.me));
  /** A call of this page that became a memo and was not put away yet. */
  readonly left: SectionCall | undefined = $derived(
    [...this.#known.values()].findLast(
      ({ id, state }) => state === 'memo' && this.#made.has(id) && !this.#dismissed.has(id),
    ),
  );

  constructor(live: Live, me: string) {
    this.#live = live;
    this.me = me;
    this.#stop = live.subscribe(`user:${me}`, {
      event: (event) => {
        const { type, data } = told(event);
        if (type === 'section-call') this.#receive(data);
      },
      missed: () => void this.read(),
    });
  }

  /** Rings that stopped here, and what became of them: for a moment. */
  get notices(): readonly SectionCall[] {
    return this.#notices;
  }

  get refusal(): ErrorBody | undefined {
    return this.#refusal;
  }

  /** The time of the server. */
  get now(): number {
    return Date.now() - this.#skewMs;
  }

  async read(): Promise<void> {
    const asked = Date.now();
    const before = this.#known;
    const answer = await read<SectionCalls>('/api/section-calls');
    if (!answer.ok) return;
    this.#skewMs = (asked + Date.now()) / 2 - Date.parse(answer.data.now);
    this.#known = withRead(this.#known, answer.data.open, before, isOver);
  }

  async offer(sectionId: string, about = ''): Promise<void> {
    this.dismiss();
    const answer = await this.#live.run('section-call:offer', { sectionId, about, device: this.#device });
    this.#took(answer);
    if (!answer.ok) return;
    this.#made = new Set([...this.#made, answer.data.id]);
    // The event may come first, with the words that an answer leaves out.
    if (!this.#known.has(answer.data.id)) this.#known = withNewest(this.#known, answer.data);
  }

  async accept({ id }: SectionCall): Promise<void> {
    this.#took(await this.#live.run('section-call:accept', { sectionCallId: id, device: this.#device }));
  }

  async refuse({ id }: SectionCall): Promise<void> {
    this.#took(await this.#live.run('section-call:refuse', { sectionCallId: id }));
  }

  async cancel({ id }: SectionCall, wantsMemo: boolean): Promise<void> {
    this.#took(await this.#live.run('section-call:cancel', { sectionCallId: id, wantsMemo }));
  }

  /** Puts away what was refused, and what became a memo. */
  dismiss(): void {
    this.#refusal = undefined;
    this.#dismissed = new Set(this.#made);
  }

  leave(): void {
    this.#stop();
  }

  #took(answer: Answer<unknown>): void {
    this.#refusal = answer.ok ? undefined : answer.error;
  }

  #receive(call: SectionCall): void {
    const before = this.#known.get(call.id);
    this.#known = withNewest(this.#known, call);
    const stopped = before?.rung.includes(this.me) === true && call.endedAt !== null;
    if (!stopped || call.takenBy === this.me) return;
    this.#notices = [...this.#notices, call];
    setTimeout(() => (this.#notices = this.#notices.filter((one) => one !== call)), noticeMs);
  }
}
