import type { RoomConnectOptions, RoomOptions, TrackPublishOptions } from 'livekit-client';
import type { DeviceChoice } from './device-choice.ts';
import type { LiveKit } from './load-livekit.ts';

/** As long as a call waits for somebody whose line was cut. */
const givesUpMs = 45_000;

/** A room of speech: hands free without echo, little to send, and back again as soon as it can be. */
export function roomOptions(kit: LiveKit, chosen: DeviceChoice): RoomOptions {
  return {
    audioCaptureDefaults: {
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
      ...(chosen.audioinput && { deviceId: chosen.audioinput }),
    },
    ...(chosen.audiooutput && { audioOutput: { deviceId: chosen.audiooutput } }),
    videoCaptureDefaults: {
      resolution: kit.VideoPresets.h540.resolution,
      ...(chosen.videoinput && { deviceId: chosen.videoinput }),
    },
    publishDefaults: { ...speech(kit), screenShareEncoding: kit.ScreenSharePresets.h1080fps15.encoding },
    dynacast: true,
    disconnectOnPageLeave: true,
    reconnectPolicy: {
      nextRetryDelayInMs: ({ elapsedMs, retryCount }) =>
        elapsedMs > givesUpMs ? null : Math.min(2000, 150 * 2 ** retryCount) + Math.random() * 100,
    },
  };
}

/** How speech is sent. */
export function speech({ AudioPresets }: LiveKit): TrackPublishOptions {
  return { audioPreset: AudioPresets.speech, dtx: true, red: true };
}

/** No STUN or TURN of anybody: our LiveKit is on the own network, and what it may tell is not asked. */
export const comeBack: RoomConnectOptions = { maxRetries: 2, rtcConfig: { iceServers: [] } };
