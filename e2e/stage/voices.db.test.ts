import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { admittedTo } from '@engawa/infra/media-admitted';
import { testHouse, type Made, type TestHouse } from '@engawa/infra/test-house';
import { noMedia, testMedia, type TestMedia } from '@engawa/infra/test-media';
import { giveEars, hears, VoiceBrowser } from './voices.ts';

const web = createRequire(new URL('../../apps/web/package.json', import.meta.url));
const client = readFileSync(web.resolve('livekit-client').replace(/[^/]+$/, 'livekit-client.umd.js'), 'utf8');

describe.skipIf(noMedia)(`voices of two browsers${noMedia ? ` (${noMedia})` : ''}`, () => {
  let liveKit: TestMedia;
  let house: TestHouse;
  const voices: VoiceBrowser[] = [];

  beforeAll(async () => {
    liveKit = await testMedia();
    house = await testHouse(liveKit.settings);
  });
  afterAll(async () => {
    await Promise.all(voices.map((voice) => voice.close().catch(() => {})));
    await house?.stop();
    await liveKit?.stop();
  });

  /** A browser of this person, in that room by way of our own listener, with a bare client. */
  async function speak(
    person: Made,
    hertz: number,
    room: string,
  ): Promise<{ page: Page; voice: VoiceBrowser }> {
    const { admission } = await admittedTo(house, person, 'lgwan', { room });
    const voice = await VoiceBrowser.launch(hertz);
    voices.push(voice);
    const context = await voice.browser.newContext({ bypassCSP: true });
    await giveEars(context);
    const [name = '', value = ''] = person.cookies.lgwan.split('=');
    await context.addCookies([{ name, value, url: house.origins.lgwan }]);
    const page = await context.newPage();
    await page.goto(`${house.origins.lgwan}/health/live`);
    await page.addScriptTag({ content: client });
    const at = house.origins.lgwan.replace('http', 'ws') + admission.url;
    await page.evaluate(`(async () => {
      const room = (globalThis.room = new LivekitClient.Room());
      room.on('trackSubscribed', (track) => track.kind === 'audio' && track.attach());
      await room.connect('${at}', '${admission.token}', { rtcConfig: { iceServers: [] } });
      await room.localParticipant.setMicrophoneEnabled(true);
    })()`);
    return { page, voice };
  }

  const presentIn = async (room: string) => (await house.platform.media.participants(room)).length;

  test(
    'are told apart by their pitch, end with the right, and with the browser',
    { timeout: 120_000 },
    async () => {
      const [ueno, ono, third] = [
        await house.person('上野 玲子'),
        await house.person('小野 萌'),
        await house.person('丸山 勉'),
      ];
      const { room } = await admittedTo(house, ueno);
      const one = await speak(ueno, 440, room);
      const other = await speak(ono, 620, room);
      await hears(one.page, other.voice);
      await hears(other.page, one.voice);

      const last = await speak(third, 850, room);
      await hears(one.page, other.voice, last.voice);
      await house.platform.media.revoke({ room, personId: third.id });
      await hears(one.page, other.voice);

      expect(await presentIn(room)).toBe(2);
      const began = performance.now();
      await other.voice.kill();
      while ((await presentIn(room)) > 1) {
        if (performance.now() - began > 30_000) throw new Error('still there after 30 s');
        await pause(100);
      }
      await hears(one.page);
    },
  );
});
