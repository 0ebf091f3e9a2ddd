import type { IncomingMessage } from 'node:http';
import { LabelTable, type Label, type Zone, type ZoneAction } from '@engawa/contract/labels';
import type { Database } from '@engawa/db/connect';
import type { Tx } from '@engawa/db/transact';

const arrivals = new WeakMap<object, Zone>();

/** Remembers which listener a connection came in on: the only thing that decides its zone. */
export function arrivedIn(zone: Zone, socket: object): void {
  arrivals.set(socket, zone);
}

/** The zone of a request. A connection that no listener knows gets the strictest zone. */
export function zoneOf(request: IncomingMessage): Zone {
  return arrivals.get(request.socket) ?? 'guest';
}

/** The table zone x label -> action, held in memory and read again when it changes. Default deny. */
export class ZoneTable {
  #table: LabelTable = { labels: [], rules: [] };
  #allowed = new Set<string>();
  #opens = new Map<Zone, string[]>();

  /** Reads labels and rules from the database and puts them in force. */
  async read(db: Database): Promise<void> {
    this.take(await readLabelTable(db));
  }

  /** Puts a table in force on this node. */
  take(table: LabelTable): void {
    this.#table = table;
    this.#opens.clear();
    this.#allowed = new Set(
      table.rules.filter((r) => r.allowed).map((r) => `${r.zone} ${r.label} ${r.action}`),
    );
  }

  get table(): LabelTable {
    return this.#table;
  }

  may(zone: Zone, label: string, action: ZoneAction): boolean {
    return this.#allowed.has(`${zone} ${label} ${action}`);
  }

  /** The labels that a zone may open. */
  opens(zone: Zone): string[] {
    const known = this.#opens.get(zone);
    if (known) return known;
    const codes = this.#table.labels.map(({ code }) => code).filter((code) => this.may(zone, code, 'open'));
    this.#opens.set(zone, codes);
    return codes;
  }

  label(code: string): Label | undefined {
    return this.#table.labels.find((label) => label.code === code);
  }
}

/** Labels and rules as the database has them. */
export async function readLabelTable(db: Database | Tx): Promise<LabelTable> {
  const labels = await db
    .selectFrom('label')
    .select(['code', 'name', 'nameEn', 'rank', 'caution'])
    .orderBy('rank')
    .execute();
  const rules = await db
    .selectFrom('zoneRule')
    .select(['zone', 'label', 'action', 'allowed'])
    .orderBy('zone')
    .orderBy('label')
    .orderBy('action')
    .execute();
  return LabelTable.parse({ labels, rules });
}
