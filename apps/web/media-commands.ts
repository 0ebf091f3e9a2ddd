import type { BrowserCommand } from 'vitest/node';
import type { MediaAdmission } from '@engawa/contract/media';
import { newId } from '@engawa/db/id';
import { noMedia, testMedia, type TestMedia } from '@engawa/infra/test-media';
import { tokenFor } from '@engawa/server/src/platform/livekit/token.ts';

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** Why no LiveKit can be started here, or undefined. */
    whyNoMedia: () => Promise<string | undefined>;
    /** Opens a room on a real LiveKit, past our server, and lets that many people in. */
    openMedia: (people: number) => Promise<{ room: string; admissions: MediaAdmission[] }>;
    /** Does to a room, or to LiveKit itself, what our server or a power cut would. */
    doToMedia: (what: 'kill' | 'start' | 'end', room: string) => Promise<void>;
    doToPerson: (what: 'hold' | 'take back' | 'put out', room: string, identity: string) => Promise<void>;
    stopMedia: () => Promise<void>;
  }
}

let liveKit: TestMedia | undefined;

const started = async () => (liveKit ??= await testMedia());

const whyNoMedia: BrowserCommand<[]> = async () => noMedia;

const openMedia: BrowserCommand<[people: number]> = async (_context, people) => {
  const { direct, url, key, secret } = await started();
  const room = newId();
  await direct.createRoom({ name: room, emptyTimeout: 60, departureTimeout: 60 });
  const admissions = [];
  for (let number = 0; number < people; number += 1) {
    const id = newId();
    const admission = {
      id,
      room,
      personId: `person ${number}`,
      sessionId: '',
      label: null,
      mayPublish: true,
    };
    const token = await tokenFor({ url, key, secret }, { ...admission, zone: 'lgwan' });
    admissions.push({ url: url.replace('http', 'ws'), token, identity: id });
  }
  return { room, admissions };
};

const doToMedia: BrowserCommand<[what: string, room: string]> = async (_context, what, room) => {
  const media = await started();
  if (what === 'kill') await media.kill();
  if (what === 'end') await media.direct.deleteRoom(room);
  if (what === 'start') {
    await media.start();
    await media.direct.createRoom({ name: room, emptyTimeout: 60, departureTimeout: 60 });
  }
};

const doToPerson: BrowserCommand<[what: string, room: string, identity: string]> = async (
  _context,
  what,
  room,
  identity,
) => {
  const { direct } = await started();
  if (what === 'put out') return direct.removeParticipant(room, identity);
  const permission = { canPublish: what === 'take back', canSubscribe: true, canPublishData: false };
  await direct.updateParticipant(room, identity, { permission });
};

const stopMedia: BrowserCommand<[]> = async () => {
  await liveKit?.stop();
  liveKit = undefined;
};

/** What tests in the browser may do to a real LiveKit. */
export const mediaCommands = { whyNoMedia, openMedia, doToMedia, doToPerson, stopMedia };
