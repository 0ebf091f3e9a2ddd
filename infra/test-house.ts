import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pino from 'pino';
import type { Zone } from '@engawa/contract/labels';
import type { MemberRole } from '@engawa/contract/channels';
import type { Role } from '@engawa/contract/sessions';
import { channelScope } from '@engawa/contract/scopes';
import { newId } from '@engawa/db/id';
import { readEnv } from '@engawa/server/src/env.ts';
import { serve } from '@engawa/server/src/serve.ts';
import { hashOf, newToken } from '@engawa/server/src/sessions/token.ts';
import { Colleague } from './colleague.ts';
import { freePort } from './ports.ts';
import { testDatabase, type TestDatabase } from './test-database.ts';

export type Made = { id: string; name: string; cookies: Record<Zone, string> };

/** A server on real PostgreSQL inside the test's own process, with people and channels made as wanted. */
export class TestHouse {
  readonly #parts: Awaited<ReturnType<typeof serve>>;
  readonly #database: TestDatabase;
  readonly #dataDir: string;
  readonly #colleagues: Colleague[] = [];
  readonly origins: Record<Zone, string>;
  #made = 0;
  #ended: Promise<void> | undefined;

  constructor(
    parts: Awaited<ReturnType<typeof serve>>,
    database: TestDatabase,
    dataDir: string,
    origins: Record<Zone, string>,
  ) {
    this.#parts = parts;
    this.#database = database;
    this.#dataDir = dataDir;
    this.origins = origins;
  }

  get platform() {
    return this.#parts.platform;
  }
  get app() {
    return this.#parts.app;
  }
  get table() {
    return this.#parts.table;
  }
  get db() {
    return this.#parts.platform.db;
  }
  get databaseUrl() {
    return this.#database.url;
  }

  /** A person with a session in every zone. */
  async person(name: string, more: { roles?: Role[] } = {}): Promise<Made> {
    const id = newId();
    const at = this.platform.clock.now();
    const staffNo = String(100_000 + (this.#made += 1));
    await this.db.insertInto('principal').values({ id, kind: 'person', createdAt: at }).execute();
    await this.db.insertInto('person').values({ id, staffNo, name, kana: name, createdAt: at }).execute();
    for (const role of more.roles ?? []) {
      await this.db.insertInto('roleGrant').values({ personId: id, role, grantedAt: at }).execute();
    }
    const cookies: Record<Zone, string> = { lgwan: '', internet: '', guest: '' };
    for (const zone of ['lgwan', 'internet', 'guest'] as const) cookies[zone] = await this.session(id, zone);
    return { id, name, cookies };
  }

  /** One more session of a person; answers its cookie. */
  async session(personId: string, zone: Zone): Promise<string> {
    const token = newToken();
    const at = this.platform.clock.now();
    const expiresAt = new Date(at.getTime() + 3_600_000);
    const times = { createdAt: at, seenAt: at, expiresAt };
    await this.db
      .insertInto('session')
      .values({ id: newId(), tokenHash: hashOf(token), personId, zone, device: 'test', ...times })
      .execute();
    return `engawa-${zone}=${token}`;
  }

  async section(name: string, heads: Made[], staff: Made[], parentId: string | null = null): Promise<string> {
    const id = newId();
    await this.db.insertInto('section').values({ id, parentId, name }).execute();
    const posts = [
      ...heads.map((person) => ({ person, isHead: true })),
      ...staff.map((person) => ({ person, isHead: false })),
    ];
    for (const { person, isHead } of posts) {
      await this.db
        .insertInto('post')
        .values({
          id: newId(),
          personId: person.id,
          sectionId: id,
          title: isHead ? '係長' : '主事',
          isHead,
          fromOn: '2020-04-01',
        })
        .execute();
    }
    return id;
  }

  async channel(
    name: string,
    members: Made[],
    more: { kind?: string; label?: string; roles?: Partial<Record<string, MemberRole>> } = {},
  ): Promise<string> {
    const id = newId();
    const at = this.platform.clock.now();
    await this.db
      .insertInto('channel')
      .values({
        id,
        kind: more.kind ?? 'private',
        source: 'hand',
        name,
        label: more.label ?? '2',
        createdAt: at,
      })
      .execute();
    await this.db
      .insertInto('scope')
      .values({ id: channelScope(id) })
      .execute();
    for (const [index, person] of members.entries()) {
      const role = more.roles?.[person.name] ?? (index === 0 ? 'owner' : 'member');
      await this.db
        .insertInto('membership')
        .values({ channelId: id, personId: person.id, role, joinedAt: at })
        .execute();
    }
    return id;
  }

  async stamp(word: string): Promise<string> {
    const id = newId();
    await this.db.insertInto('stamp').values({ id, word, wordEn: word }).execute();
    return id;
  }

  /** Opens a socket as that person and waits until it has joined. */
  async connect(person: Made, zone: Zone = 'lgwan'): Promise<Colleague> {
    const colleague = new Colleague(this.origins[zone], person.cookies[zone], person.id);
    this.#colleagues.push(colleague);
    await colleague.hello;
    return colleague;
  }

  /** Stops the server, with everybody still connected. */
  end(): Promise<void> {
    return (this.#ended ??= this.#parts.stop());
  }

  async stop(): Promise<void> {
    for (const colleague of this.#colleagues) colleague.close();
    await this.end();
    await this.#database.drop();
    await rm(this.#dataDir, { recursive: true, force: true });
  }
}

/** Starts a house with three listeners on free ports, one a zone. */
export async function testHouse(
  settings: Record<string, string> = {},
  database?: TestDatabase,
): Promise<TestHouse> {
  const own = database ?? (await testDatabase());
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'engawa-house-'));
  const [lgwan, internet, guest] = await Promise.all([freePort(), freePort(), freePort()]);
  const env = readEnv({
    DATABASE_URL: own.url,
    ENGAWA_DATA: dataDir,
    METRICS_PORT: '0',
    // Tests type faster than any person.
    WRITE_RATE: '1000',
    LISTEN: `lgwan=127.0.0.1:${lgwan},internet=127.0.0.1:${internet},guest=127.0.0.1:${guest}`,
    ...settings,
  });
  const parts = await serve(env, pino({ level: process.env['ENGAWA_TEST_LOG'] ?? 'silent' }));
  return new TestHouse(parts, own, dataDir, {
    lgwan: `http://127.0.0.1:${lgwan}`,
    internet: `http://127.0.0.1:${internet}`,
    guest: `http://127.0.0.1:${guest}`,
  });
}
