import { mkdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '@engawa/infra/ports';
import { Clerk } from './client/clerk.ts';
import type { ChannelView } from './client/view.ts';
import type { Dice } from './dice.ts';
import { BusDoor } from './machines/bus-door.ts';
import { Database } from './machines/database.ts';
import { ServerNode } from './machines/node.ts';
import { RedisServer } from './machines/redis.ts';
import type { DeliveryRecord } from './record.ts';
import { makeTown, type OpenZone, type Person, type Room, type Town } from './town.ts';

/** What starts every body, so that it is recognised in any stream of bytes. */
export const mark = '縁#';

const devices: { number: number; zone: OpenZone }[] = [
  ...Array.from({ length: 14 }, (_, number) => ({ number, zone: 'lgwan' as const })),
  { number: 0, zone: 'internet' },
  { number: 1, zone: 'internet' },
  { number: 8, zone: 'internet' },
  { number: 5, zone: 'lgwan' },
  { number: 2, zone: 'lgwan' },
];

/** The whole product as processes, with people at work in it. */
export class FaultHouse {
  readonly database: Database;
  readonly nodes: ServerNode[];
  readonly redis: RedisServer | undefined;
  readonly record: DeliveryRecord;
  readonly dice: Dice;
  readonly clerks: Clerk[] = [];
  readonly town: Town;
  /** Seats that were taken away, and by whom they are given back. */
  readonly removed: { room: Room; person: Person }[] = [];
  #written = 0;

  private constructor(parts: Pick<FaultHouse, 'database' | 'nodes' | 'redis' | 'record' | 'dice' | 'town'>) {
    this.database = parts.database;
    this.nodes = parts.nodes;
    this.redis = parts.redis;
    this.record = parts.record;
    this.dice = parts.dice;
    this.town = parts.town;
  }

  static async open(
    folder: string,
    nodeCount: 1 | 2,
    record: DeliveryRecord,
    dice: Dice,
  ): Promise<FaultHouse> {
    mkdirSync(folder, { recursive: true });
    const database = await Database.create(folder, await freePort());
    const town = await database.ask(makeTown);
    const redis = nodeCount > 1 ? new RedisServer(await freePort()) : undefined;
    redis?.start();
    const nodes: ServerNode[] = [];
    for (let number = 1; number <= nodeCount; number += 1) {
      const bus = redis && new BusDoor(redis.port, dice.split(), () => inventedPoke(town, dice));
      const parts = { databaseUrl: (port: number) => database.url(port), databasePort: database.port, bus };
      nodes.push(await ServerNode.create(`node-${number}`, folder, parts));
    }
    const house = new FaultHouse({ database, nodes, redis, record, dice, town });
    try {
      await house.#fill();
    } catch (error) {
      await house.close();
      throw error;
    }
    return house;
  }

  async #fill(): Promise<void> {
    const { town, dice } = this;
    await this.heal();
    for (const [device, { number, zone }] of devices.entries()) {
      const person = town.people[number];
      if (person) this.clerks.push(this.#clerk(person, zone, `${person.name}の${device}`));
    }
    for (const clerk of dice.shuffled(this.clerks).slice(0, 3)) clerk.prefersRest = true;
    await Promise.all(this.clerks.map((clerk) => clerk.open()));
  }

  /** Everything runs and passes again. */
  async heal(): Promise<void> {
    for (const node of this.nodes) node.heal();
    for (const node of this.nodes) if (!node.isRunning) node.start();
    await Promise.all(this.nodes.map((node) => node.becomeReady()));
  }

  clerksOf(person: Person): Clerk[] {
    return this.clerks.filter((clerk) => clerk.seat.personId === person.id);
  }

  /** Somebody of the room writes, at the next free moment of their outbox. */
  write(clerk: Clerk, view: ChannelView, extra = ''): void {
    this.#written += 1;
    const row = {
      clientId: this.dice.uuid(),
      channelId: view.channelId,
      body: `${mark}${this.#written} ${extra}`.trim(),
    };
    this.record.send(clerk.seat.name, row);
    clerk.outbox.add(row);
  }

  /** Messages by many people, spread over a time. */
  async chatter(messages: number, overMs: number): Promise<void> {
    const dice = this.dice.split();
    const moments = Array.from({ length: messages }, () => dice.next() * overMs).sort((a, b) => a - b);
    const began = performance.now();
    for (const moment of moments) {
      const wait = moment - (performance.now() - began);
      if (wait > 1) await pause(wait);
      const clerk = dice.one(this.clerks);
      const views = clerk.channels;
      const view = views.length > 0 ? dice.one(views) : undefined;
      const extra = dice.happens(0.1) ? '長い文。'.repeat(dice.between(20, 200)) : '';
      if (view) this.write(clerk, view, extra);
      if (view && dice.happens(0.15)) clerk.markRead(view, Math.max(0, view.highestNo - dice.between(0, 3)));
    }
  }

  /** A new page takes the place of one that crashed; its outbox was on the disk. */
  async reopen(clerk: Clerk): Promise<void> {
    const rows = clerk.close();
    const { cookie, personId, name } = clerk.seat;
    const person = this.town.people.find(({ id }) => id === personId);
    if (!person) return;
    const next = this.#clerk(person, cookie === person.cookies.lgwan ? 'lgwan' : 'internet', name);
    next.prefersRest = clerk.prefersRest;
    this.clerks[this.clerks.indexOf(clerk)] = next;
    for (const row of rows) next.outbox.add(row);
    await next.open();
  }

  async close(): Promise<void> {
    for (const clerk of this.clerks) clerk.close();
    await Promise.all(this.nodes.map((node) => node.remove()));
    await this.redis?.kill();
    await this.database.remove();
  }

  #clerk(person: Person, zone: OpenZone, name: string): Clerk {
    const addresses = this.nodes.map((node) => ({ address: node.address(zone), origin: node.origin(zone) }));
    const seat = { personId: person.id, name, zone, cookie: person.cookies[zone], addresses };
    return new Clerk(seat, this.record, this.dice.split());
  }
}

/** Things that nobody on the bus has said, some of them about channels that there are. */
function inventedPoke({ rooms, people }: Town, dice: Dice): string {
  const scope = dice.one([
    `channel:${dice.one(rooms).id}`,
    `user:${dice.one(people).id}`,
    `channel:${dice.uuid()}`,
    `read:${dice.one(rooms).id}`,
    'org',
    'nonsense',
    '{"scope":"org","seq":1}',
    '',
  ]);
  return `ghost ${scope} ${dice.happens(0.2) ? 'x'.repeat(500) : ''}`;
}
