import { createContext } from 'svelte';
import type { Label, LabelTable, Zone, ZoneAction } from '@engawa/contract/labels';
import type { Start } from '@engawa/contract/start';
import type { Live } from '#lib/live/live.svelte.ts';
import { read } from '#lib/live/rest.ts';
import { told } from '#lib/live/told.ts';

/** The labels of the hall, and what each zone may do with them: as they are now, not as the page opened. */
export class Labels {
  #table: LabelTable;
  #stop: () => void;

  constructor(live: Pick<Live, 'subscribe'>, table: LabelTable) {
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

  /** Default deny, as on the server. */
  may(zone: Zone, label: string, action: ZoneAction): boolean {
    return this.#table.rules.some(
      (rule) => rule.zone === zone && rule.label === label && rule.action === action && rule.allowed,
    );
  }

  leave(): void {
    this.#stop();
  }

  async #readAgain(): Promise<void> {
    const start = await read<Start>('/api/start');
    if (start.ok) this.#table = start.data.labels;
  }
}

/** The labels, for every screen behind the entrance. */
export const [labels, setLabels] = createContext<Labels>();
