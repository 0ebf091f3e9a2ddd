import type {
  DisconnectReason,
  LocalTrackPublication,
  Participant,
  RemoteParticipant,
  RemoteTrack,
  Room,
} from 'livekit-client';
import type { MediaAdmission } from '@engawa/contract/media';
import { chosenDevices } from './device-choice.ts';
import { LevelMeter } from './level-meter.ts';
import { loadLiveKit, type LiveKit } from './load-livekit.ts';
import { comeBack, roomOptions, speech } from './room-options.ts';
import { troubleOf, type Trouble } from './trouble.ts';

/** connecting: on the way in. cut: it comes back by itself. lost: it does not; `reason` says why. */
export type Line = 'idle' | 'connecting' | 'live' | 'cut' | 'lost' | 'closed';

/** Why a line was lost: put out or ended by our server, taken up elsewhere, or out of reach. */
export type LostReason = 'put-out' | 'ended' | 'elsewhere' | 'unreachable';

/** What somebody shows. */
export type Pictures = { camera: MediaStream | undefined; screen: MediaStream | undefined };

/** Somebody else in the room. */
export type Voice = Pictures & {
  identity: string;
  personId: string;
  level: number;
  hasVoice: boolean;
  isMuted: boolean;
};

type Source = 'microphone' | 'camera' | 'screen';

const readEveryMs = 100;
const doubtMs = 2000;
const none: Pictures = { camera: undefined, screen: undefined };

/** One room of voice and pictures, as a screen sees it. */
export class MediaRoom {
  #line = $state<Line>('idle');
  #reason = $state<LostReason>();
  #voices = $state.raw<Voice[]>([]);
  #on = $state<Record<Source, boolean>>({ microphone: false, camera: false, screen: false });
  #trouble = $state<Partial<Record<Source, Trouble>>>({});
  #isHeld = $state(false);
  #isSoundBlocked = $state(false);
  #level = $state(0);
  #own = $state.raw<Pictures>(none);
  #room: Room | undefined;
  #kit: LiveKit | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #doubt: ReturnType<typeof setTimeout> | undefined;
  #wanted: Record<Source, boolean> = { microphone: false, camera: false, screen: false };
  readonly #meters = new Map<string, LevelMeter>();

  get line(): Line {
    return this.#line;
  }
  get reason(): LostReason | undefined {
    return this.#reason;
  }
  get voices(): Voice[] {
    return this.#voices;
  }
  /** Whether we send sound, picture or screen now. */
  get on(): Record<Source, boolean> {
    return this.#on;
  }
  /** What the person wants to send, also on hold or after the line was lost. */
  get wants(): Readonly<Record<Source, boolean>> {
    return this.#wanted;
  }
  /** Why one of them cannot be sent. */
  get trouble(): Partial<Record<Source, Trouble>> {
    return this.#trouble;
  }
  /** Our server keeps us from speaking: 保留. */
  get isHeld(): boolean {
    return this.#isHeld;
  }
  /** The browser plays no sound before the person presses something: `unblock` from that press. */
  get isSoundBlocked(): boolean {
    return this.#isSoundBlocked;
  }
  /** How loud our own microphone is, from 0 to 1. */
  get level(): number {
    return this.#level;
  }
  /** Our own pictures. */
  get own(): Pictures {
    return this.#own;
  }

  /** Goes in with the microphone on, unless the person wants otherwise. Settles when the line is live or lost. */
  async connect({ url, token }: MediaAdmission, { microphone = true } = {}): Promise<void> {
    this.#line = 'connecting';
    this.#wanted.microphone = microphone;
    try {
      const kit = await loadLiveKit();
      if (this.#isOver) return;
      this.#kit = kit;
      const room = new kit.Room(roomOptions(kit, chosenDevices()));
      this.#room = room;
      this.#hear(room, kit);
      // The microphone is asked for while the line is still being made: together they take half as long.
      const sound = microphone ? this.setMicrophone(true) : undefined;
      await room.connect(new URL(url, location.origin.replace(/^http/, 'ws')).href, token, comeBack);
      if (this.#isOver) return;
      this.#line = 'live';
      this.#isSoundBlocked = !room.canPlaybackAudio;
      await sound;
      this.#refresh();
      this.#timer ??= setInterval(() => this.#readLevels(), readEveryMs);
    } catch {
      this.#lose('unreachable');
    }
  }

  setMicrophone(isOn: boolean): Promise<void> {
    return this.#set('microphone', isOn, (local) =>
      local.setMicrophoneEnabled(isOn, undefined, this.#kit && speech(this.#kit)),
    );
  }

  setCamera(isOn: boolean): Promise<void> {
    return this.#set('camera', isOn, (local) => local.setCameraEnabled(isOn));
  }

  setScreen(isOn: boolean): Promise<void> {
    return this.#set('screen', isOn, (local) => local.setScreenShareEnabled(isOn));
  }

  /** Takes another device in the running call. */
  async use(kind: MediaDeviceKind, deviceId: string): Promise<void> {
    const source = kind === 'videoinput' ? 'camera' : 'microphone';
    try {
      await this.#room?.switchActiveDevice(kind, deviceId);
      if (kind !== 'audiooutput') this.#tell(source, undefined);
    } catch (error) {
      if (kind !== 'audiooutput') this.#tell(source, troubleOf(error));
    }
    this.#refresh();
  }

  /** Lets the browser play sound; only from a press of the person. */
  async unblock(): Promise<void> {
    await this.#room?.startAudio().catch(() => {});
    this.#isSoundBlocked = this.#room ? !this.#room.canPlaybackAudio : false;
  }

  /** Leaves; nothing of it goes on. */
  close(): void {
    if (this.#line !== 'lost') this.#line = 'closed';
    this.#end();
  }

  get #isOver(): boolean {
    return this.#line === 'closed' || this.#line === 'lost';
  }

  async #set(
    source: Source,
    isOn: boolean,
    act: (local: Room['localParticipant']) => Promise<LocalTrackPublication | undefined>,
  ): Promise<void> {
    this.#wanted[source] = isOn;
    const room = this.#room;
    if (!room || (isOn && this.#isHeld)) return;
    try {
      await act(room.localParticipant);
      this.#tell(source, undefined);
    } catch (error) {
      // A line that is not yet or no longer there, or a hold meanwhile, is no fault of the device.
      if (!this.#isOver && !this.#isHeld) this.#tell(source, troubleOf(error));
    }
    this.#refresh();
  }

  #tell(source: Source, trouble: Trouble | undefined): void {
    const { [source]: _, ...others } = this.#trouble;
    this.#trouble = trouble ? { ...others, [source]: trouble } : others;
  }

  #hear(room: Room, { RoomEvent, DisconnectReason: why }: LiveKit): void {
    const refresh = () => this.#refresh();
    room
      .on(RoomEvent.SignalReconnecting, () => {
        // Voices go on without signalling for a while, as when our server is started again.
        this.#doubt = setTimeout(() => this.#cut(), doubtMs);
      })
      .on(RoomEvent.Reconnecting, () => this.#cut())
      .on(RoomEvent.Reconnected, () => {
        clearTimeout(this.#doubt);
        this.#line = 'live';
        this.#refresh();
      })
      .on(RoomEvent.Disconnected, (reason) => this.#lose(reasonOf(reason, why)))
      .on(RoomEvent.AudioPlaybackStatusChanged, () => (this.#isSoundBlocked = !room.canPlaybackAudio))
      .on(RoomEvent.TrackSubscribed, (track) => this.#play(track))
      .on(RoomEvent.TrackUnsubscribed, (track) => {
        for (const element of track.detach()) element.remove();
        this.#refresh();
      })
      .on(RoomEvent.ParticipantPermissionsChanged, (_before, participant) => this.#permitted(participant))
      .on(RoomEvent.LocalTrackUnpublished, () => {
        this.#refresh();
        // Taken back at once, the hold may take our voice away only now.
        this.#sendWanted();
      });
    for (const event of [
      RoomEvent.ParticipantConnected,
      RoomEvent.ParticipantDisconnected,
      RoomEvent.TrackMuted,
      RoomEvent.TrackUnmuted,
      RoomEvent.TrackUnpublished,
      RoomEvent.LocalTrackPublished,
    ])
      room.on(event, refresh);
  }

  #play(track: RemoteTrack): void {
    if (track.kind === 'audio') track.attach();
    this.#refresh();
  }

  /** On hold our server takes the right to speak away, and gives it back afterwards. */
  #permitted(participant: Participant): void {
    if (!participant.isLocal) return;
    const isHeld = participant.permissions?.canPublish === false;
    if (isHeld === this.#isHeld) return;
    this.#isHeld = isHeld;
    this.#refresh();
    this.#sendWanted();
  }

  /** Sends what the person wants to be heard and seen of, where nothing forbids it. */
  #sendWanted(): void {
    if (this.#isHeld || this.#isOver) return;
    if (this.#wanted.microphone && !this.#on.microphone) void this.setMicrophone(true);
    if (this.#wanted.camera && !this.#on.camera) void this.setCamera(true);
  }

  #refresh(): void {
    const room = this.#room;
    if (!room || this.#isOver) return;
    const { localParticipant: local } = room;
    this.#on = {
      microphone: local.isMicrophoneEnabled,
      camera: local.isCameraEnabled,
      screen: local.isScreenShareEnabled,
    };
    this.#own = { camera: streamOf(local, 'camera'), screen: streamOf(local, 'screen_share') };
    this.#voices = [...room.remoteParticipants.values()].map((one) => this.#voiceOf(one));
  }

  #voiceOf(one: RemoteParticipant): Voice {
    const sound = trackOf(one, 'microphone');
    return {
      identity: one.identity,
      personId: one.attributes['person'] ?? '',
      level: this.#levelOf(one.identity, sound),
      hasVoice: sound !== undefined,
      isMuted: !one.isMicrophoneEnabled,
      camera: streamOf(one, 'camera'),
      screen: streamOf(one, 'screen_share'),
    };
  }

  #readLevels(): void {
    const room = this.#room;
    if (!room) return;
    this.#level = this.#levelOf('', trackOf(room.localParticipant, 'microphone'));
    if (this.#voices.length > 0) {
      this.#voices = this.#voices.map((voice) => {
        const one = room.remoteParticipants.get(voice.identity);
        return { ...voice, level: this.#levelOf(voice.identity, one && trackOf(one, 'microphone')) };
      });
    }
  }

  #levelOf(identity: string, track: MediaStreamTrack | undefined): number {
    const key = `${identity} ${track?.id}`;
    for (const [known, meter] of this.#meters) {
      if (known === key || !known.startsWith(`${identity} `)) continue;
      meter.close();
      this.#meters.delete(known);
    }
    if (!track || track.readyState === 'ended') return 0;
    const meter = this.#meters.get(key) ?? new LevelMeter(track);
    this.#meters.set(key, meter);
    return meter.read();
  }

  #cut(): void {
    if (!this.#isOver) this.#line = 'cut';
  }

  #lose(reason: LostReason): void {
    if (this.#isOver) return;
    this.#reason = reason;
    this.#line = 'lost';
    this.#end();
  }

  #end(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#doubt);
    for (const meter of this.#meters.values()) meter.close();
    this.#meters.clear();
    this.#on = { microphone: false, camera: false, screen: false };
    this.#voices = [];
    this.#own = none;
    this.#level = 0;
    const room = this.#room;
    this.#room = undefined;
    void room
      ?.removeAllListeners()
      .disconnect(true)
      .catch(() => {});
  }
}

type Where = 'microphone' | 'camera' | 'screen_share';

function trackOf(participant: Participant, source: Where): MediaStreamTrack | undefined {
  for (const publication of participant.trackPublications.values()) {
    if (publication.source === source && !publication.isMuted) return publication.track?.mediaStreamTrack;
  }
  return undefined;
}

const streams = new WeakMap<MediaStreamTrack, MediaStream>();

/** The same stream for the same track: a picture that is given anew would flicker. */
function streamOf(participant: Participant, source: Where): MediaStream | undefined {
  const track = trackOf(participant, source);
  if (!track) return undefined;
  const stream = streams.get(track) ?? new MediaStream([track]);
  streams.set(track, stream);
  return stream;
}

function reasonOf(reason: DisconnectReason | undefined, why: LiveKit['DisconnectReason']): LostReason {
  if (reason === why.PARTICIPANT_REMOVED) return 'put-out';
  if (reason === why.ROOM_DELETED || reason === why.ROOM_CLOSED) return 'ended';
  if (reason === why.DUPLICATE_IDENTITY) return 'elsewhere';
  return 'unreachable';
}
