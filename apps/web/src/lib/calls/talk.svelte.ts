import type { Call } from '@engawa/contract/calls';
import { untrack } from 'svelte';
import type { Live } from '#lib/live/live.svelte.ts';
import { loadLiveKit } from '#lib/media/load-livekit.ts';
import { MediaRoom, type Pictures, type Voice } from '#lib/media/media-room.svelte.ts';
import type { Trouble } from '#lib/media/trouble.ts';
import type { CallBook } from './call-book.svelte.ts';

const againMs = 1000;
/** Which call this tab is silent in: a reload must not open the microphone. */
const mutedKey = 'engawa:muted-in';

/** Voice of the call that this page speaks in: it comes and goes with the call, and comes back after a cut. */
export class Talk {
  readonly #live: Live;
  readonly #book: CallBook;
  readonly #stop: () => void;
  #room = $state.raw<MediaRoom | undefined>();
  #isOutOfReach = $state(false);
  #callId: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(live: Live, book: CallBook) {
    this.#live = live;
    this.#book = book;
    this.#stop = $effect.root(() => {
      $effect(() => {
        const { here } = book;
        untrack(() => this.#follow(here));
      });
      // Whoever is rung may answer in a moment.
      $effect(() => {
        if (book.rings.length > 0) void loadLiveKit().catch(() => {});
      });
    });
  }

  get state(): 'connecting' | 'live' | 'cut' {
    if (this.#room?.line === 'live') return 'live';
    return this.#isOutOfReach || this.#room?.line === 'cut' || this.#room?.line === 'lost'
      ? 'cut'
      : 'connecting';
  }

  get isMicOn(): boolean {
    return this.#room?.on.microphone ?? false;
  }

  /** Why the others may not be heard, or do not hear. */
  get trouble(): 'microphone' | 'voice' | 'sound' | undefined {
    if (this.#isOutOfReach) return 'voice';
    if (this.#room?.trouble.microphone) return 'microphone';
    return this.#room?.isSoundBlocked ? 'sound' : undefined;
  }

  get isCameraOn(): boolean {
    return this.#room?.on.camera ?? false;
  }

  get isScreenOn(): boolean {
    return this.#room?.on.screen ?? false;
  }

  /** What of this PC cannot be sent, and why. */
  get troubles(): Partial<Record<'microphone' | 'camera' | 'screen', Trouble>> {
    return this.#room?.trouble ?? {};
  }

  get own(): Pictures | undefined {
    return this.#room?.own;
  }

  /** How loud oneself is, from 0 to 1. */
  get ownLevel(): number {
    return this.#room?.level ?? 0;
  }

  /** What is heard and seen of somebody else. */
  voiceOf(personId: string): Voice | undefined {
    return this.#room?.voices.find((voice) => voice.personId === personId);
  }

  /** Who shows their screen. */
  get shown(): Voice | undefined {
    return this.#room?.voices.find(({ screen }) => screen !== undefined);
  }

  /** How loud the loudest of the others is, from 0 to 1. */
  get otherLevel(): number {
    return Math.max(0, ...(this.#room?.voices ?? []).map(({ level }) => level));
  }

  async toggleMic(): Promise<void> {
    const on = !this.isMicOn;
    if (on || !this.#callId) sessionStorage.removeItem(mutedKey);
    else sessionStorage.setItem(mutedKey, this.#callId);
    await this.#room?.setMicrophone(on);
  }

  async toggleCamera(): Promise<void> {
    await this.#room?.setCamera(!this.isCameraOn);
  }

  async toggleScreen(): Promise<void> {
    await this.#room?.setScreen(!this.isScreenOn);
  }

  /** Takes another microphone or speaker in this call. */
  async use(kind: MediaDeviceKind, deviceId: string): Promise<void> {
    await this.#room?.use(kind, deviceId);
  }

  async unblock(): Promise<void> {
    await this.#room?.unblock();
  }

  /** Goes on here with a call that is talked in on another device. */
  async takeOver(call: Call): Promise<void> {
    this.#callId = call.id;
    await this.#enter(call.id);
  }

  leave(): void {
    this.#stop();
    this.#end();
  }

  #follow(here: Call | undefined): void {
    if (here?.id === this.#callId) return;
    this.#end();
    this.#callId = here?.id;
    if (here) void this.#enter(here.id);
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#room?.close();
    this.#room = undefined;
    this.#isOutOfReach = false;
    this.#callId = undefined;
  }

  async #enter(callId: string): Promise<void> {
    const answer = await this.#live.run('call:enter', { callId, device: this.#book.device });
    if (this.#callId !== callId) return;
    if (!answer.ok) {
      if (answer.error.code === 'call_over') return;
      this.#isOutOfReach = true;
      this.#again(callId);
      return;
    }
    const isMicWanted = this.#room?.wants.microphone ?? sessionStorage.getItem(mutedKey) !== callId;
    this.#room?.close();
    const room = new MediaRoom();
    this.#room = room;
    await room.connect(answer.data, { microphone: isMicWanted });
    if (this.#room !== room) return;
    this.#isOutOfReach = room.line === 'lost';
    if (room.line === 'lost') this.#again(callId);
    else this.#watch(room, callId);
  }

  /** A line that was lost later is made anew for as long as the call waits for it. */
  #watch(room: MediaRoom, callId: string): void {
    const stop = $effect.root(() => {
      $effect(() => {
        if (room.line === 'closed') untrack(() => stop());
        if (room.line !== 'lost') return;
        untrack(() => {
          stop();
          if (this.#room !== room || room.reason === 'ended' || room.reason === 'elsewhere') return;
          this.#isOutOfReach = true;
          this.#again(callId);
        });
      });
    });
  }

  #again(callId: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#callId === callId) void this.#enter(callId);
    }, againMs);
  }
}
