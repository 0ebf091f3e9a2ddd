import type { Member, MemberRole } from '@engawa/contract/channels';
import type { ErrorBody } from '@engawa/contract/errors';
import type { Answer } from '@engawa/contract/live';
import type { Live } from '#lib/live/live.svelte.ts';
import { read } from '#lib/live/rest.ts';
import { told, type Told } from '#lib/live/told.ts';

/** Who is in a channel. */
export class Members {
  readonly channelId: string;
  #all = $state.raw<readonly Member[]>([]);
  #isLoading = $state(true);
  #fault = $state.raw<ErrorBody>();
  #live: Live;
  #meanwhile: Told[] | undefined;
  #stop: (() => void)[];

  constructor(live: Live, channelId: string) {
    this.#live = live;
    this.channelId = channelId;
    this.#stop = [
      live.subscribe(`channel:${channelId}`, {
        event: (event) => this.#receive(told(event)),
        missed: () => void this.load(),
      }),
      live.onup(() => {
        if (this.#fault) void this.load();
      }),
    ];
    void this.load();
  }

  get all(): readonly Member[] {
    return this.#all;
  }

  get isLoading(): boolean {
    return this.#isLoading;
  }

  get fault(): ErrorBody | undefined {
    return this.#fault;
  }

  async load(): Promise<void> {
    this.#meanwhile = [];
    const answer = await read<Member[]>(`/api/channels/${this.channelId}/members`);
    const later = this.#meanwhile;
    this.#meanwhile = undefined;
    this.#isLoading = false;
    this.#fault = answer.ok ? undefined : answer.error;
    // Adding and removing twice changes nothing, so what came meanwhile is applied again.
    if (answer.ok) this.#all = later.reduce(withChange, answer.data);
  }

  add(personIds: string[]): Promise<Answer<unknown>> {
    return this.#live.run('member:add', { channelId: this.channelId, personIds });
  }

  remove(personId: string): Promise<Answer<unknown>> {
    return this.#live.run('member:remove', { channelId: this.channelId, personId });
  }

  setRole(personId: string, role: MemberRole): Promise<Answer<unknown>> {
    return this.#live.run('member:role', { channelId: this.channelId, personId, role });
  }

  leave(): void {
    for (const stop of this.#stop) stop();
  }

  #receive(event: Told): void {
    this.#meanwhile?.push(event);
    this.#all = withChange(this.#all, event);
  }
}

function withChange(members: readonly Member[], event: Told): readonly Member[] {
  switch (event.type) {
    case 'member:added': {
      const added = new Set(event.data.members.map(({ personId }) => personId));
      return [...members.filter(({ personId }) => !added.has(personId)), ...event.data.members];
    }
    case 'member:removed': {
      const gone = new Set(event.data.personIds);
      return members.filter(({ personId }) => !gone.has(personId));
    }
    case 'member:changed': {
      const { personId, role } = event.data;
      return members.map((member) => (member.personId === personId ? { ...member, role } : member));
    }
    default:
      return members;
  }
}
