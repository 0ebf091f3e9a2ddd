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
  /** Texts that were taken out of the record, and when. */
  readonly redacted = new Map<string, number>();
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
      if (view && dice.happens(0.15)) this.#read(clerk, view, dice);
    }
  }

  /** The newest is read; now and then an older mark comes after it, as a slow retry does. */
  #read(clerk: Clerk, view: ChannelView, dice: Dice): void {
    clerk.markRead(view, view.highestNo);
    if (dice.happens(0.4)) setTimeout(() => clerk.markRead(view, Math.max(0, view.highestNo - 6)), 60);
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

  /** The owner takes a seat away; it is given back before the next fault. */
  async removeSeat(room: Room, person: Person): Promise<void> {
    await this.#asOwner(room, 'member:remove', { channelId: room.id, personId: person.id });
    this.removed.push({ room, person });
  }

  async giveSeatsBack(): Promise<void> {
    for (const { room, person } of this.removed.splice(0)) {
      await this.#asOwner(room, 'member:add', { channelId: room.id, personIds: [person.id] });
      for (const clerk of this.clerksOf(person)) {
        const hasIt = () => clerk.channels.some(({ channelId }) => channelId === room.id);
        const maySee = clerk.seat.zone === 'lgwan' || room.label !== '3C';
        for (let tries = 0; maySee && !hasIt() && tries < 200; tries += 1) await pause(25);
      }
    }
  }

  /** The events of the busiest channel are past their time, but for the newest. */
  async forgetEvents(keep: number): Promise<void> {
    const scope = `channel:${this.town.rooms[0]?.id}`;
    await this.database.ask(
      (sql) =>
        sql`delete from event where scope = ${scope} and seq <= (select seq from scope where id = ${scope}) - ${keep}`,
    );
  }

  /** The records role takes out what was written last, but for what is still on its way. */
  async redactLatest(): Promise<void> {
    const [room] = this.town.rooms;
    const written = [...this.record.sent.values()].filter(
      (sent) => sent.channelId === room?.id && sent.written,
    );
    const sent = written.at(-10);
    if (!room || !sent?.written || this.redacted.has(sent.body)) return;
    const records = this.town.people.find(({ roles }) => roles.includes('records'));
    const [clerk] = records ? this.clerksOf(records) : [];
    if (!clerk) return;
    this.redacted.set(sent.body, Infinity);
    await this.#insist(clerk, 'message:redact', { messageId: sent.written.id, reason: '試験', keepYears: 1 });
    // Other nodes are given as long as a right that is taken away.
    await pause(1200);
    this.redacted.set(sent.body, performance.now());
  }

  async #asOwner(room: Room, name: string, input: object): Promise<void> {
    const [owner] = room.members;
    const [clerk] = owner ? this.clerksOf(owner) : [];
    if (clerk) await this.#insist(clerk, name, input);
  }

  /** Under one client id until it is answered, as a page does. */
  async #insist(clerk: Clerk, name: string, input: object): Promise<void> {
    const clientId = this.dice.uuid();
    for (;;) {
      const answer = await clerk.rest.command(name, { clientId, ...input }).catch(() => undefined);
      if (answer?.ok) return;
      if (answer && !answer.error.retry) throw new Error(`${name}: ${answer.error.code}`);
      await pause(100);
    }
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
