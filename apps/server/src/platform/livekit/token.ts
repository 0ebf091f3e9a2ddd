import { AccessToken, TrackSource } from 'livekit-server-sdk';
import type { MediaServer } from '../../media-settings.ts';
import type { Admission } from './tables.ts';

/** A token opens one room for one identity, and only the first time it is used within this time. */
export const tokenSeconds = 90;

/** The token of an admission: it may hear, speak and show, and nothing else. */
export function tokenFor({ key, secret }: MediaServer, admission: Admission): Promise<string> {
  const { id, room, personId, mayPublish } = admission;
  const token = new AccessToken(key, secret, {
    identity: id,
    ttl: tokenSeconds,
    attributes: { person: personId },
  });
  token.addGrant({
    roomJoin: true,
    room,
    canSubscribe: true,
    canPublish: mayPublish,
    canPublishSources: sources,
    canPublishData: false,
    canUpdateOwnMetadata: false,
  });
  return token.toJwt();
}

/** What anybody may send. */
export const sources = [
  TrackSource.MICROPHONE,
  TrackSource.CAMERA,
  TrackSource.SCREEN_SHARE,
  TrackSource.SCREEN_SHARE_AUDIO,
];
