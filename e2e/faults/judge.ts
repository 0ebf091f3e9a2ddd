import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Clerk } from './client/clerk.ts';
import type { ChannelView } from './client/view.ts';
import type { FaultHouse } from './house.ts';
import type { Sent } from './record.ts';

const outboxMs = 25_000;

const Sayings = z.object({ body: z.string().optional() });

type TrueMessage = {
  id: string;
  channelId: string;
  no: number;
  authorId: string;
  body: string;
  redacted: boolean;
};

/** Compares what the database holds, what was acknowledged, and what everybody sees. */
export class Judge {
  readonly #house: FaultHouse;
  readonly #truth = new Map<string, Map<number, TrueMessage>>();
  readonly #places = new Map<string, number>();

  constructor(house: FaultHouse) {
    this.#house = house;
  }

  /** All is well again: waits until everything was answered and has arrived everywhere, then compares. */
  async settle(boundMs: number): Promise<void> {
    const { clerks, record } = this.#house;
    await until(outboxMs, () => clerks.every((clerk) => clerk.outbox.length === 0 && clerk.isCaughtUp));
    for (const clerk of clerks) {
      for (const row of clerk.outbox.rows)
        record.report('stuck', `${row.body} of ${clerk.seat.name} is never answered`);
      if (!clerk.isCaughtUp) record.report('stuck', `${clerk.seat.name} does not come back`);
    }
    const heads = await this.#readTruth();
    const behind = () => clerks.flatMap((clerk) => this.#missing(clerk, heads));
    await until(boundMs, () => behind().length === 0);
    for (const what of behind()) record.report('stuck', what);
    this.#compareSent(record.takeRecent());
    await this.#findLeaks();
  }

  /** At the very end: what has still not arrived will never arrive. */
  async conclude(): Promise<void> {
    const { clerks, record } = this.#house;
    const heads = await this.#readTruth();
    for (const what of clerks.flatMap((clerk) => this.#missing(clerk, heads))) record.report('lost', what);
  }

  async #readTruth(): Promise<Map<string, number>> {
    const { record, town } = this.#house;
    return this.#house.database.ask(async (sql) => {
      const heads = new Map<string, number>();
      for (const { id } of town.rooms) {
        const known = this.#truth.get(id) ?? new Map<number, TrueMessage>();
        this.#truth.set(id, known);
        const scope = `channel:${id}`;
        const [head] = await sql<{ seq: number }[]>`select seq from scope where id = ${scope}`;
        const [events] = await sql<{ count: number; first: number; last: number }[]>`
          select count(*), coalesce(min(seq), 0) as first, coalesce(max(seq), 0) as last from event where scope = ${scope}`;
        heads.set(id, head?.seq ?? 0);
        if (
          events &&
          events.count > 0 &&
          (events.last !== head?.seq || events.count !== events.last - events.first + 1)
        ) {
          record.report(
            'lost',
            `the events of ${scope} have holes: ${events.count} from ${events.first} to ${events.last}, head ${head?.seq}`,
          );
        }
        const rows = await sql<TrueMessage[]>`
          select id, channel_id as "channelId", no, author_id as "authorId", body, redacted_at is not null as redacted
          from message where channel_id = ${id} order by no`;
        for (const row of rows) this.#believe(known, row);
      }
      return heads;
    });
  }

  #believe(known: Map<number, TrueMessage>, row: TrueMessage): void {
    const before = known.get(row.no);
    if (before && before.id !== row.id)
      this.#house.record.report('lost', `${before.body} was replaced in the database`);
    known.set(row.no, row);
  }

  /** What this clerk may see and does not. */
  #missing(clerk: Clerk, heads: Map<string, number>): string[] {
    const { name } = clerk.seat;
    return this.#openTo(clerk).flatMap((channelId) => {
      const view = clerk.channels.find((open) => open.channelId === channelId);
      if (!view) return [`${name} does not see channel ${channelId}`];
      const head = heads.get(channelId) ?? 0;
      if (view.have !== head) return [`${name} stands at ${view.have} of ${head} in ${view.scope}`];
      return this.#missingIn(view, name);
    });
  }

  #missingIn(view: ChannelView, name: string): string[] {
    const truth = this.#truth.get(view.channelId) ?? new Map<number, TrueMessage>();
    const missing: string[] = [];
    for (const [no, { id, body }] of truth) {
      if (no < view.from) continue;
      const seen = view.messages.get(no);
      if (seen?.id !== id || seen.body !== body)
        missing.push(`${name} does not see ${body || no} in ${view.scope}`);
    }
    for (const [no, { body }] of view.messages)
      if (!truth.has(no)) missing.push(`${name} sees ${body}, which there is not`);
    return missing;
  }

  #openTo(clerk: Clerk): string[] {
    const { removed, town } = this.#house;
    return town.rooms
      .filter(({ label }) => clerk.seat.zone === 'lgwan' || label !== '3C')
      .filter(({ members }) => members.some(({ id }) => id === clerk.seat.personId))
      .filter(
        ({ id }) => !removed.some(({ room, person }) => room.id === id && person.id === clerk.seat.personId),
      )
      .map(({ id }) => id);
  }

  #compareSent(sent: Sent[]): void {
    const { record } = this.#house;
    const found = Map.groupBy(
      [...this.#truth.values()].flatMap((messages) => [...messages.values()]),
      (message) => message.body,
    );
    for (const { body, written, refused, author, channelId, place } of sent) {
      if (this.#house.redacted.has(body)) continue;
      const copies = found.get(body) ?? [];
      if (copies.length > 1)
        record.report('doubled', `${body} of ${author} was written ${copies.length} times`);
      const [copy] = copies;
      if (written && !copy) record.report('lost', `${body} of ${author} was acknowledged and is not there`);
      if (written && copy && (copy.id !== written.id || copy.no !== written.no)) {
        record.report('misordered', `${body} was acknowledged as ${written.no} and stands at ${copy.no}`);
      }
      if (refused && copy)
        record.report('lost', `${body} of ${author} was refused (${refused}) and is there`);
      if (refused && this.#house.removed.length === 0)
        record.report('lost', `${body} of ${author} was refused: ${refused}`);
      if (!copy) continue;
      const key = `${author} ${channelId}`;
      const last = this.#places.get(key) ?? 0;
      if (copy.no < last)
        record.report('misordered', `${body}, place ${place} of ${author}, stands before an earlier one`);
      this.#places.set(key, Math.max(last, copy.no));
    }
  }

  /** Whoever was removed gets nothing that was committed later, and a zone nothing that does not exist there. */
  async #findLeaks(): Promise<void> {
    const { clerks, record, town, removed, redacted } = this.#house;
    const ends = new Map<string, number>();
    await this.#house.database.ask(async (sql) => {
      for (const { room, person } of removed) {
        const [end] = await sql<{ seq: number }[]>`
          select max(seq) as seq from event
          where scope = ${`channel:${room.id}`} and type = 'member:removed' and data->'personIds' ? ${person.id}`;
        if (end?.seq) ends.set(`${person.id} channel:${room.id}`, end.seq);
      }
    });
    const hidden = new Set(town.rooms.filter(({ label }) => label === '3C').map(({ id }) => `channel:${id}`));
    for (const clerk of clerks) {
      const { name, personId, zone } = clerk.seat;
      for (const { scope, seq, at, data } of clerk.receipts) {
        const { body } = Sayings.parse(data);
        const gone = body === undefined ? undefined : redacted.get(body);
        if (gone !== undefined && at > gone)
          record.report('leaked', `${body}, taken out of the record, reached ${name}`);
        const end = ends.get(`${personId} ${scope}`);
        if (end !== undefined && seq > end)
          record.report('leaked', `${scope} ${seq} reached ${name}, removed at ${end}`);
        if (zone === 'internet' && hidden.has(scope))
          record.report('leaked', `${scope} ${seq} reached ${name}`);
      }
      clerk.receipts = [];
    }
  }
}

async function until(withinMs: number, isTrue: () => boolean): Promise<void> {
  const end = performance.now() + withinMs;
  while (!isTrue() && performance.now() < end) await pause(25);
}
