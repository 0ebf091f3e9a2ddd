import type { ErrorBody } from '@engawa/contract/errors';
import type { Label, LabelTable, Zone, ZoneAction } from '@engawa/contract/labels';
import type { Start } from '@engawa/contract/start';
import type { Live } from '#lib/live/live.svelte.ts';
import { read } from '#lib/live/rest.ts';
import { told } from '#lib/live/told.ts';

/** What may be done with each label from each zone; whatever the table does not allow is refused. */
export class Labels {
  #table: LabelTable = $state.raw({ labels: [], rules: [] });
  #refusal = $state.raw<ErrorBody | undefined>();
  #live: Live;
  #stop: () => void;

  constructor(live: Live) {
    this.#live = live;
    this.#stop = live.subscribe('org', {
      event: (event) => {
        const news = told(event);
        if (news.type === 'labels:changed') this.#table = news.data;
      },
    });
  }

  async read(): Promise<void> {
    const answer = await read<Start>('/api/start');
    if (answer.ok) this.#table = answer.data.labels;
    else this.#refusal = answer.error;
  }

  get all(): readonly Label[] {
    return [...this.#table.labels].sort((a, b) => b.rank - a.rank);
  }

  get refusal(): ErrorBody | undefined {
    return this.#refusal;
  }

  allows(zone: Zone, label: string, action: ZoneAction): boolean {
    return this.#table.rules.some(
      (rule) => rule.allowed && rule.zone === zone && rule.label === label && rule.action === action,
    );
  }

  async allow(zone: Zone, label: string, action: ZoneAction, allowed: boolean): Promise<boolean> {
    const answer = await this.#live.run('label:rule', { zone, label, action, allowed });
    this.#refusal = answer.ok ? undefined : answer.error;
    return answer.ok;
  }

  async rename(code: string, name: string, nameEn: string): Promise<boolean> {
    const answer = await this.#live.run('label:rename', { code, name, nameEn });
    this.#refusal = answer.ok ? undefined : answer.error;
    return answer.ok;
  }

  leave(): void {
    this.#stop();
  }
}
