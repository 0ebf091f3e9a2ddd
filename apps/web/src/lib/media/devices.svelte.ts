import { chooseDevice, chosenDevices, type DeviceChoice } from './device-choice.ts';
import { LevelMeter } from './level-meter.ts';
import { troubleOf, type Trouble } from './trouble.ts';

const readEveryMs = 80;

/** The microphones, speakers and cameras of this PC, with how loud the chosen microphone is. */
export class Devices {
  #all = $state.raw<MediaDeviceInfo[]>([]);
  #choice = $state<DeviceChoice>(chosenDevices());
  #level = $state(0);
  #trouble = $state<Trouble>();
  #trying: MediaStream | undefined;
  #meter: LevelMeter | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #asked = 0;
  readonly #left = new AbortController();

  constructor() {
    void this.#read();
    navigator.mediaDevices?.addEventListener('devicechange', () => void this.#read(), {
      signal: this.#left.signal,
    });
  }

  /** From 0 to 1, while the microphone is tried. */
  get level(): number {
    return this.#level;
  }

  /** Why the microphone cannot be tried. */
  get trouble(): Trouble | undefined {
    return this.#trouble;
  }

  of(kind: MediaDeviceKind): MediaDeviceInfo[] {
    return this.#all.filter((device) => device.kind === kind && device.deviceId !== '');
  }

  /** The one that is used: the chosen one, or what the system takes first. */
  chosen(kind: MediaDeviceKind): string {
    const list = this.of(kind);
    const wanted = list.find(({ deviceId }) => deviceId === this.#choice[kind]);
    return (wanted ?? list[0])?.deviceId ?? '';
  }

  /** Keeps the choice on this PC. A running call is told by `MediaRoom.use`. */
  choose(kind: MediaDeviceKind, deviceId: string): void {
    chooseDevice(kind, deviceId);
    this.#choice = chosenDevices();
    if (kind === 'audioinput' && this.#trying) void this.tryMicrophone();
  }

  /** Opens the chosen microphone only to show how loud it is; asks for the right to use it where needed. */
  async tryMicrophone(): Promise<void> {
    this.stopTrying();
    const asked = (this.#asked += 1);
    const deviceId = this.#choice.audioinput;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: deviceId ? { deviceId: { ideal: deviceId } } : true,
      });
      const [track] = stream.getAudioTracks();
      if (asked !== this.#asked || this.#left.signal.aborted || !track) {
        for (const each of stream.getTracks()) each.stop();
        return;
      }
      this.#trouble = undefined;
      this.#trying = stream;
      const meter = new LevelMeter(track);
      this.#meter = meter;
      this.#timer = setInterval(() => (this.#level = meter.read()), readEveryMs);
      // The names of devices are told only to whom one was given.
      await this.#read();
    } catch (error) {
      if (asked === this.#asked) this.#trouble = troubleOf(error);
    }
  }

  stopTrying(): void {
    this.#asked += 1;
    clearInterval(this.#timer);
    this.#meter?.close();
    for (const track of this.#trying?.getTracks() ?? []) track.stop();
    this.#trying = undefined;
    this.#meter = undefined;
    this.#level = 0;
  }

  close(): void {
    this.stopTrying();
    this.#left.abort();
  }

  async #read(): Promise<void> {
    try {
      this.#all = await navigator.mediaDevices.enumerateDevices();
    } catch {
      this.#all = [];
    }
  }
}
