import { z } from 'zod';
import { Start } from '@engawa/contract/start';
import type { Accounts } from '../accounts.ts';

const Made = z.object({ id: z.string() });

/** Who looks at the screens of a member of staff, and who wrote to them. */
export const looker = '田村 淑子';
const colleague = '橋本 桃子';

/** A room of the looker's own, with one of everything that a message can be. */
export const roomName = '窓口の見直し';

/** Makes the room, once for a town. */
export async function prepareRoom(accounts: Accounts): Promise<void> {
  const mine = await accounts.session(looker);
  const { channels, stamps } = Start.parse((await mine.get('/api/start')).body);
  if (channels.some(({ name }) => name === roomName)) return;
  const theirs = await accounts.session(colleague);
  const { id: me } = await accounts.find(looker);
  const { id: them } = await accounts.find(colleague);
  const room = { kind: 'private', name: roomName, purpose: '窓口の待ち時間を短くする', label: '2' };
  const made = await accounts.command('channel:create', { ...room, personIds: [them] }, mine);
  const { id: channelId } = Made.parse(made.data);

  const send = async (as: typeof mine, body: string, quoteId?: string) =>
    Made.parse((await accounts.command('message:send', { channelId, body, quoteId }, as)).data).id;

  const table = '| 月 | 件数 |\n| --- | --- |\n| 10月 | 1,204 |\n| 11月 | 988 |';
  const first = await send(theirs, `<@p:${me}> 先月までの待ち時間です。\n\n${table}`);
  const path = await send(theirs, '元は `\\\\fs01\\窓口\\待ち時間 (案).xlsx` です。**「重要」**です');
  await send(theirs, '> 昼が足りない\n\n- 番号札を分ける\n- 昼の当番を増やす');
  const hidden = await send(theirs, '別の部屋と間違えました');
  await accounts.command('message:hide', { messageId: hidden }, theirs);
  const told = await send(theirs, '旭町イ200番地の方です');
  await accounts.command('message:redact', { messageId: told, reason: '市民の住所', keepYears: 10 });
  const answer = await send(mine, 'ありがとうございます。来週の打合せで見ます', path);
  const better = 'ありがとうございます。あすの打合せで見ます';
  await accounts.command('message:edit', { messageId: answer, body: better }, mine);
  for (const { id: stampId } of stamps.slice(0, 2)) {
    await accounts.command('message:stamp', { messageId: answer, stampId, on: true }, theirs);
    await accounts.command('message:stamp', { messageId: first, stampId, on: true }, mine);
  }
}
