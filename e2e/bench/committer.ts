// The write path of the product without sockets: how many sends the database takes.
import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { buildPlatform } from '@engawa/server/src/build-platform.ts';
import { readEnv } from '@engawa/server/src/env.ts';
import { sendMessage } from '@engawa/server/src/messages/send-message.ts';
import type { Member } from './town.ts';

export type CommitAsk = {
  id: number;
  what: 'send' | 'insert';
  seconds: number;
  atOnce: number;
  members: Member[];
};
export type Committed = { perSecond: number; failed: number };

const { platform } = await buildPlatform(readEnv(), pino({ level: 'silent' }), false);
await platform.sql`create table if not exists bare_row (id uuid primary key, body text not null, at timestamptz not null)`;

process.on('message', (text: string) => {
  const ask: CommitAsk = JSON.parse(text);
  void flood(ask).then((told) => process.send?.(JSON.stringify({ id: ask.id, ...told })));
});
process.channel?.ref();

async function flood({ what, seconds, atOnce, members }: CommitAsk): Promise<Committed> {
  const began = performance.now();
  const until = began + seconds * 1000;
  let done = 0;
  let failed = 0;
  let next = 0;
  const one = async () => {
    while (performance.now() < until) {
      const member = members[next++ % members.length];
      const work = what === 'insert' || !member ? insert() : send(member);
      await work.then(
        () => (done += 1),
        () => (failed += 1),
      );
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return { perSecond: (done / (performance.now() - began)) * 1000, failed };
}

const body = '本日の窓口の件、台帳を確認して折り返しご連絡します。よろしくお願いします。';

async function send({ personId, channels: [channelId = ''] }: Member): Promise<unknown> {
  const me = { personId, sessionId: personId, zone: 'lgwan' as const, roles: [], address: '127.0.0.1' };
  return sendMessage(platform, me, { clientId: randomUUID(), channelId, body });
}

async function insert(): Promise<unknown> {
  return platform.sql`insert into bare_row (id, body, at) values (${randomUUID()}, ${body}, ${new Date()})`;
}
