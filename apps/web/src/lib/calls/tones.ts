/** Sounds of a telephone, made in code: nothing is loaded, and nothing of them belongs to anybody. */
export type Tone = 'ring' | 'ring-back' | 'quiet' | 'knock';

const everyMs = 3000;
const onceMs = 1500;
const grantMs = 100;

/** Plays one tone over and over until it is told to stop. */
export class Tones {
  #context: AudioContext | undefined;
  #playing: Tone | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #waiting = new AbortController();
  #release: (() => void) | undefined;
  readonly #onblocked: (isBlocked: boolean) => void;

  /** `onblocked` tells whether the browser holds the sound back until somebody presses on the page. */
  constructor(onblocked: (isBlocked: boolean) => void) {
    this.#onblocked = onblocked;
  }

  play(tone: Tone | undefined): void {
    if (tone === this.#playing) return;
    this.stop();
    if (!tone) return;
    this.#playing = tone;
    this.#ask(tone);
  }

  /** Sounds one turn of a tone. */
  once(tone: Tone): void {
    this.play(tone);
    setTimeout(() => this.#playing === tone && this.stop(), onceMs);
  }

  stop(): void {
    this.#playing = undefined;
    clearInterval(this.#timer);
    this.#waiting.abort();
    this.#release?.();
    this.#release = undefined;
    void this.#context?.suspend();
    this.#onblocked(false);
  }

  /** Of the pages of one browser only one sounds. */
  #ask(tone: Tone): void {
    void navigator.locks.request(`engawa-${tone}`, () => this.#soundUntilStopped(tone));
  }

  async #soundUntilStopped(tone: Tone): Promise<void> {
    if (this.#playing !== tone) return;
    const context = (this.#context ??= new AudioContext());
    // A promise that waits for a press never settles: after a moment the state is asked.
    await Promise.race([context.resume(), new Promise((later) => setTimeout(later, grantMs))]);
    if (this.#playing !== tone) return;
    this.#onblocked(context.state !== 'running');
    if (context.state !== 'running') return this.#waitForPress(tone, context);
    sound(context, tone);
    this.#timer = setInterval(() => sound(context, tone), everyMs);
    await new Promise<void>((resolve) => (this.#release = resolve));
  }

  /** A page that may not sound keeps no other from it; a press on it lets it try again. */
  #waitForPress(tone: Tone, context: AudioContext): void {
    this.#waiting = new AbortController();
    const { signal } = this.#waiting;
    const again = () => void context.resume().then(() => this.#playing === tone && this.#ask(tone));
    for (const press of ['pointerdown', 'keydown'])
      document.addEventListener(press, again, { once: true, signal });
  }
}

/** One turn of a tone: two soft strikes to ring, a beating hum for the caller, one low strike in a call. */
function sound(context: AudioContext, tone: Tone): void {
  if (tone === 'ring') for (const at of [0, 0.45]) strike(context, { at, hertz: [659, 988], level: 0.22 });
  else if (tone === 'quiet') strike(context, { at: 0, hertz: [523], level: 0.05 });
  else if (tone === 'knock') strike(context, { at: 0, hertz: [784], level: 0.06 });
  else hum(context);
}

function strike(
  context: AudioContext,
  { at, hertz, level }: { at: number; hertz: number[]; level: number },
): void {
  const from = context.currentTime + at;
  const gain = envelope(context, from, [
    [0, 0],
    [0.02, level],
    [0.4, 0],
  ]);
  for (const frequency of hertz) play(context, gain, { frequency, from, seconds: 0.42 });
}

/** 400 Hz that beats at 16 Hz for a second: what a caller in Japan hears. */
function hum(context: AudioContext): void {
  const from = context.currentTime;
  const gain = envelope(context, from, [
    [0, 0],
    [0.03, 0.06],
    [0.97, 0.06],
    [1, 0],
  ]);
  for (const frequency of [392, 408]) play(context, gain, { frequency, from, seconds: 1 });
}

function envelope(context: AudioContext, from: number, points: [seconds: number, level: number][]): GainNode {
  const gain = context.createGain();
  for (const [seconds, level] of points) gain.gain.linearRampToValueAtTime(level, from + seconds);
  gain.connect(context.destination);
  return gain;
}

function play(
  context: AudioContext,
  to: GainNode,
  { frequency, from, seconds }: { frequency: number; from: number; seconds: number },
): void {
  const tone = context.createOscillator();
  tone.frequency.value = frequency;
  tone.connect(to);
  tone.start(from);
  tone.stop(from + seconds);
}
