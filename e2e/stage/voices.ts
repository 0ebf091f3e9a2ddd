import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  chromium as playwright,
  expect,
  type Browser,
  type BrowserContext,
  type Page,
} from '@playwright/test';
import { chromium } from '@engawa/infra/chromium';

const rate = 48_000;
const seconds = 4;

/** A browser whose microphone hears one tone, so that the other side can tell who speaks. */
export class VoiceBrowser {
  readonly browser: Browser;
  readonly hertz: number;
  readonly #folder: string;

  private constructor(browser: Browser, hertz: number, folder: string) {
    this.browser = browser;
    this.hertz = hertz;
    this.#folder = folder;
  }

  static async launch(hertz: number, more: string[] = []): Promise<VoiceBrowser> {
    const folder = mkdtempSync(join(tmpdir(), 'engawa-voice-'));
    const file = join(folder, `${hertz}.wav`);
    writeFileSync(file, spokenTone(hertz));
    const args = [
      ...chromium.args,
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-audio-capture=${file}`,
      '--allow-loopback-in-peer-connection',
      '--autoplay-policy=no-user-gesture-required',
      '--mute-audio',
      ...more,
    ];
    return new VoiceBrowser(await playwright.launch({ ...chromium, args }), hertz, folder);
  }

  /** Ends the browser as a crash would: nothing is said to anybody. */
  async kill(): Promise<void> {
    const session = await this.browser.newBrowserCDPSession();
    await session.send('Browser.crash').catch(() => {});
    await this.close().catch(() => {});
  }

  async close(): Promise<void> {
    await this.browser.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Makes every page of a browser keep what it is sent, so that `pitchesHeard` can listen to it. */
export async function giveEars(context: BrowserContext): Promise<void> {
  await context.addInitScript(`{
    const ears = (globalThis.heardTracks = []);
    const Peer = globalThis.RTCPeerConnection;
    globalThis.RTCPeerConnection = class extends Peer {
      constructor(...given) {
        super(...given);
        this.addEventListener('track', ({ track }) => track.kind === 'audio' && ears.push(track));
      }
    };
  }`);
}

/** The pitches that reach a page now, in hertz, the loudest first: each voice that is heard has one. */
export async function pitchesHeard(page: Page, milliseconds = 700): Promise<number[]> {
  const found: unknown = await page.evaluate(`(${listen})(${milliseconds})`);
  return Array.isArray(found) ? found.map(Number) : [];
}

/** Waits until a page hears exactly these voices. */
export async function hears(page: Page, ...voices: VoiceBrowser[]): Promise<void> {
  const wanted = voices.map(({ hertz }) => hertz).sort((a, b) => a - b);
  await expect
    .poll(async () => nearest(await pitchesHeard(page), wanted), {
      timeout: 20_000,
      message: 'the voices heard',
    })
    .toEqual(wanted);
}

/** What was heard in the words of what was wanted: a pitch within 3 % is that voice. */
function nearest(heard: number[], wanted: number[]): number[] {
  const named = heard.map(
    (pitch) => wanted.find((one) => Math.abs(one - pitch) < one * 0.03) ?? Math.round(pitch),
  );
  return [...new Set(named)].sort((a, b) => a - b);
}

/** Runs in the page: the strongest pitch of each track that is loud enough to be a voice. */
const listen = `async (milliseconds) => {
  const context = new AudioContext();
  await context.resume();
  const ears = (globalThis.heardTracks ?? [])
    .filter((track) => track.readyState === 'live' && !track.muted)
    .map((track) => {
      const analyser = context.createAnalyser();
      analyser.fftSize = 16384;
      analyser.smoothingTimeConstant = 0;
      context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
      return { analyser, loudest: -Infinity, pitch: 0 };
    });
  const until = performance.now() + milliseconds;
  while (performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (const ear of ears) {
      const bins = new Float32Array(ear.analyser.frequencyBinCount);
      ear.analyser.getFloatFrequencyData(bins);
      bins.forEach((loud, bin) => {
        if (loud <= ear.loudest) return;
        ear.loudest = loud;
        ear.pitch = (bin * context.sampleRate) / ear.analyser.fftSize;
      });
    }
  }
  await context.close();
  return ears
    .filter(({ loudest }) => loudest > -65)
    .sort((a, b) => b.loudest - a.loudest)
    .map(({ pitch }) => pitch);
}`;

/** A tone that comes and goes as syllables do: a steady one would be taken for noise and removed. */
function spokenTone(hertz: number): Buffer {
  const samples = rate * seconds;
  const data = Buffer.alloc(44 + samples * 2);
  data.write('RIFF', 0);
  data.writeUInt32LE(36 + samples * 2, 4);
  data.write('WAVEfmt ', 8);
  data.writeUInt32LE(16, 16);
  data.writeUInt16LE(1, 20);
  data.writeUInt16LE(1, 22);
  data.writeUInt32LE(rate, 24);
  data.writeUInt32LE(rate * 2, 28);
  data.writeUInt16LE(2, 32);
  data.writeUInt16LE(16, 34);
  data.write('data', 36);
  data.writeUInt32LE(samples * 2, 40);
  for (let n = 0; n < samples; n += 1) {
    const time = n / rate;
    const syllable = Math.max(0, Math.sin(2 * Math.PI * 2.5 * time)) ** 0.5;
    const sound = Math.sin(2 * Math.PI * hertz * time) + 0.4 * Math.sin(2 * Math.PI * 2 * hertz * time);
    data.writeInt16LE(Math.round(15_000 * syllable * sound), 44 + n * 2);
  }
  return data;
}
