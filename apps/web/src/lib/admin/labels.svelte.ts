import type { ErrorBody } from '@engawa/contract/errors';
import type { Label, LabelTable, Zone, ZoneAction } from '@engawa/contract/labels';
import type { Live } from '#lib/live/live.svelte.ts';
import { OrgPart } from './org-part.svelte.ts';

/** What may be done with each label from each zone; whatever the table does not allow is refused. */
export class Labels {
  readonly #live: Live;
  readonly #part: OrgPart<LabelTable>;

  constructor(live: Live) {
    this.#live = live;
    this.#part = new OrgPart<LabelTable>(
      live,
      { labels: [], rules: [] },
      (start) => start.labels,
      (news) => (news.type === 'labels:changed' ? news.data : undefined),
    );
  }

  get all(): readonly Label[] {
    return [...this.#part.now.labels].sort((a, b) => b.rank - a.rank);
  }

  get isRead(): boolean {
    return this.#part.isRead;
  }

  get refusal(): ErrorBody | undefined {
    return this.#part.refusal;
  }

  allows(zone: Zone, label: string, action: ZoneAction): boolean {
    return this.#part.now.rules.some(
      (rule) => rule.allowed && rule.zone === zone && rule.label === label && rule.action === action,
    );
  }

  read(): Promise<void> {
    return this.#part.read();
  }

  async allow(zone: Zone, label: string, action: ZoneAction, allowed: boolean): Promise<boolean> {
    return this.#part.took(await this.#live.run('label:rule', { zone, label, action, allowed }));
  }

  async rename(code: string, name: string, nameEn: string): Promise<boolean> {
    return this.#part.took(await this.#live.run('label:rename', { code, name, nameEn }));
  }

  leave(): void {
    this.#part.leave();
  }
}
