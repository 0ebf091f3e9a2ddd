import type { Tx } from '@engawa/db/transact';
import type { Platform } from '#platform/platform.ts';
import { legInRoom, setDue, turnCall, turnLeg } from './queries.ts';
import { tellCalls } from './tell-calls.ts';

/** Whose media it is, by the name it was let in under. */
type Participant = { room: string; identity: string };

/** The media of somebody is away: the call waits a while for it. What an older page leaves says nothing. */
export async function mediaLeft(tx: Tx, { room, identity, at }: Participant & { at: Date }): Promise<void> {
  const leg = await legInRoom(tx, room, identity);
  if (!leg || leg.cutAt) return;
  await turnLeg(tx, leg, ['in'], { cutAt: at });
  await setDue(tx, leg.callId);
}

/** The media of somebody is there, or there again; those who were told of the cut are told of its end. */
export async function mediaJoined(
  tx: Tx,
  platform: Platform,
  { room, identity }: Participant,
): Promise<void> {
  const leg = await legInRoom(tx, room, identity);
  if (!leg) return;
  const joinedAt = leg.joinedAt ?? platform.clock.now();
  await turnLeg(tx, leg, ['in'], { joinedAt, cutAt: null, cutTold: false });
  await setDue(tx, leg.callId);
  if (!leg.cutTold) return;
  await turnCall(tx, leg.callId, ['answered'], {});
  await tellCalls(tx, platform, [leg.callId]);
}
