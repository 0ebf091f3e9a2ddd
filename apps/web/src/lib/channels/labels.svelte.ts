import type { Label, LabelTable } from '@engawa/contract/labels';
import type { Start } from '@engawa/contract/start';
import type { Live } from '#lib/live/live.svelte.ts';
import { read } from '#lib/live/rest.ts';
import { told } from '#lib/live/told.ts';

/** The labels of the hall. */
export class Labels {
  #table: LabelTable;
  #stop: () => void;

  constructor(live: Live, table: LabelTable) {
    this.#table = $state.raw(table);
    this.#stop = live.subscribe('org', {
      event: (event) => {
        const news = told(event);
        if (news.type === 'labels:changed') this.#table = news.data;
      },
      missed: () => void this.#readAgain(),
    });
  }

  get all(): readonly Label[] {
    return this.#table.labels;
  }

  find(code: string): Label | undefined {
    return this.#table.labels.find((label) => label.code === code);
  }

  leave(): void {
    this.#stop();
  }

  async #readAgain(): Promise<void> {
    const start = await read<Start>('/api/start');
    if (start.ok) this.#table = start.data.labels;
  }
}
