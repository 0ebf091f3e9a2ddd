const place = 'engawa.devices';

/** Which of its devices this PC uses for calls. */
export type DeviceChoice = Partial<Record<MediaDeviceKind, string>>;

/** The devices chosen on this PC; one that is gone is as good as none. */
export function chosenDevices(): DeviceChoice {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '{}');
    return Object.fromEntries(
      Object.entries(Object(kept)).filter(([, id]) => typeof id === 'string' && id !== ''),
    );
  } catch {
    return {};
  }
}

/** Keeps a choice for the next call on this PC. */
export function chooseDevice(kind: MediaDeviceKind, deviceId: string): void {
  localStorage.setItem(place, JSON.stringify({ ...chosenDevices(), [kind]: deviceId }));
}
