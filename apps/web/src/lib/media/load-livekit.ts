/** The client of LiveKit, which only those who call or are called load. */
export type LiveKit = typeof import('livekit-client');

let loading: Promise<LiveKit> | undefined;

/** Loads it once; a ring may ask for it before anybody answers. */
export function loadLiveKit(): Promise<LiveKit> {
  loading ??= import('livekit-client').then(
    (kit) => {
      // What happens on the line is told by the screen, not by the console.
      kit.setLogLevel('silent');
      return kit;
    },
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
