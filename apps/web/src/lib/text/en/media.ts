import type { media as ja } from '../ja/media.ts';

export const media: typeof ja = {
  building: (percent) => `Voice is being prepared (${percent}%). It takes some minutes; all else works.`,
  absent:
    'Voice cannot be used: this machine has no voice server (LiveKit). Tell the IT section. Chat and memos work.',
  off: 'This hall has voice turned off. Chat and memos work.',
  down: 'The voice server does not answer. Until it is back, use chat or a memo.',
  screenTrouble: 'The screen could not be shown. Check what the browser allows, and press again.',
  cameraTrouble: {
    denied: 'The camera is not allowed. Allow it at the mark left of the address, and press again.',
    'denied-by-system': 'This PC does not allow the browser to use the camera. Tell the IT section.',
    none: 'No camera was found. Check that it is plugged in.',
    busy: 'Another program uses the camera. Close it and press again.',
    insecure: 'No camera can be used at this address. Open one that begins with https://.',
    failed: 'The camera could not be used. Plug it in again and press again.',
  },
  trouble: {
    denied: 'The microphone is not allowed. Allow it at the mark left of the address, and press again.',
    'denied-by-system': 'This PC does not allow the browser to use the microphone. Tell the IT section.',
    none: 'No microphone was found. Check that it is plugged in.',
    busy: 'Another program uses the microphone. Close it and press again.',
    insecure: 'No microphone can be used at this address. Open one that begins with https://.',
    failed: 'The microphone could not be used. Plug it in again and press again.',
  },
};
