let shared: AudioContext | undefined;

/** How loud a track is now, from 0 to 1, for as long as somebody looks. */
export class LevelMeter {
  readonly #source: MediaStreamAudioSourceNode;
  readonly #analyser: AnalyserNode;
  readonly #samples: Float32Array<ArrayBuffer>;

  constructor(track: MediaStreamTrack) {
    // A browser gives only a few of these to a page.
    shared ??= new AudioContext();
    void shared.resume().catch(() => {});
    this.#source = shared.createMediaStreamSource(new MediaStream([track]));
    this.#analyser = shared.createAnalyser();
    this.#analyser.fftSize = 1024;
    this.#samples = new Float32Array(this.#analyser.fftSize);
    this.#source.connect(this.#analyser);
  }

  read(): number {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    const power = this.#samples.reduce((sum, sample) => sum + sample * sample, 0) / this.#samples.length;
    // Speech lies between -60 and -15 dB: that is spread over the whole bar.
    const decibels = 10 * Math.log10(power + 1e-10);
    return Math.min(1, Math.max(0, (decibels + 60) / 45));
  }

  close(): void {
    this.#source.disconnect();
  }
}
