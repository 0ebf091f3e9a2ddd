import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { commands } from 'vitest/browser';
import { MediaRoom } from './media-room.svelte.ts';

const why = await commands.whyNoMedia();

describe.skipIf(why)(`a room of voices${why ? ` (${why})` : ''}`, () => {
  const rooms: MediaRoom[] = [];
  afterEach(() => {
    for (const room of rooms.splice(0)) room.close();
    vi.restoreAllMocks();
  });
  afterAll(() => commands.stopMedia());

  const until = (what: () => void) => vi.waitFor(what, { timeout: 12_000, interval: 30 });

  async function two(): Promise<{ one: MediaRoom; other: MediaRoom; name: string; identities: string[] }> {
    const { room: name, admissions } = await commands.openMedia(2);
    const [one, other] = admissions.map(() => new MediaRoom());
    const [first, second] = admissions;
    if (!one || !other || !first || !second) throw new Error('two were asked for');
    rooms.push(one, other);
    await Promise.all([one.connect(first), other.connect(second)]);
    expect([one.line, other.line]).toEqual(['live', 'live']);
    return { one, other, name, identities: admissions.map(({ identity }) => identity) };
  }

  const heard = (room: MediaRoom) => room.voices.some(({ level }) => level > 0.1);

  test('two hear each other, see who speaks, and that a microphone is off', { timeout: 30_000 }, async () => {
    const { one, other } = await two();
    expect(one.on.microphone).toBe(true);
    await until(() => expect(heard(one) && heard(other)).toBe(true));
    await until(() => expect(one.level).toBeGreaterThan(0.1));
    expect(one.voices.map(({ personId }) => personId)).toEqual(['person 1']);
    await one.setMicrophone(false);
    expect(one.on.microphone).toBe(false);
    await until(() => expect(other.voices[0]?.isMuted).toBe(true));
    await one.setMicrophone(true);
    await until(() => expect(other.voices[0]).toMatchObject({ isMuted: false }));
    await until(() => expect(heard(other)).toBe(true));
    one.close();
    expect(one.line).toBe('closed');
    await until(() => expect(other.voices).toEqual([]));
  });

  test('no STUN or TURN is asked, and only this machine is spoken with', { timeout: 30_000 }, async () => {
    const peers: RTCPeerConnection[] = [];
    const Peer = globalThis.RTCPeerConnection;
    vi.stubGlobal(
      'RTCPeerConnection',
      class extends Peer {
        constructor(...given: ConstructorParameters<typeof RTCPeerConnection>) {
          super(...given);
          peers.push(this);
        }
      },
    );
    const { one } = await two();
    await until(() => expect(heard(one)).toBe(true));
    vi.unstubAllGlobals();
    expect(peers.length).toBeGreaterThan(0);
    const others: unknown[] = [];
    for (const peer of peers) {
      expect(peer.getConfiguration().iceServers).toEqual([]);
      for (const stat of (await peer.getStats()).values())
        if (stat.type === 'remote-candidate') others.push(stat.address);
    }
    expect(new Set(others)).toEqual(new Set(['127.0.0.1']));
  });

  test('a picture is seen by the other side and ends there', { timeout: 30_000 }, async () => {
    const { one, other } = await two();
    await one.setCamera(true);
    expect(one.own.camera?.getVideoTracks()).toHaveLength(1);
    await until(() => expect(other.voices[0]?.camera?.getVideoTracks()).toHaveLength(1));
    await one.setCamera(false);
    await until(() => expect(other.voices[0]?.camera).toBeUndefined());
  });

  test('on hold nothing is sent; taken back, the voice is there again', { timeout: 40_000 }, async () => {
    const { one, other, name, identities } = await two();
    await until(() => expect(heard(other)).toBe(true));
    await commands.doToPerson('hold', name, identities[0] ?? '');
    await until(() => expect(one.isHeld).toBe(true));
    await until(() => expect(other.voices[0]?.hasVoice).toBe(false));
    await until(() => expect(one.on.microphone).toBe(false));
    await commands.doToPerson('take back', name, identities[0] ?? '');
    await until(() => expect(one.on.microphone).toBe(true));
    await until(() => expect(heard(other)).toBe(true));
  });

  test(
    'a microphone that is refused is told, and the line stands all the same',
    { timeout: 30_000 },
    async () => {
      vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockRejectedValue(
        new DOMException('Permission denied', 'NotAllowedError'),
      );
      const { one } = await two();
      await until(() => expect(one.trouble.microphone).toBe('denied'));
      expect(one.line).toBe('live');
      vi.restoreAllMocks();
      await one.setMicrophone(true);
      expect(one.trouble.microphone).toBeUndefined();
      expect(one.on.microphone).toBe(true);
    },
  );

  test('whoever is put out, and everybody whose room has ended, reads why', { timeout: 30_000 }, async () => {
    const { one, other, name, identities } = await two();
    await commands.doToPerson('put out', name, identities[0] ?? '');
    await until(() => expect(one.line).toBe('lost'));
    expect(one.reason).toBe('put-out');
    // Who comes back is heard again without pressing anything.
    expect([one.on.microphone, one.wants.microphone]).toEqual([false, true]);
    await commands.doToMedia('end', name);
    await until(() => expect(other.line).toBe('lost'));
    expect(other.reason).toBe('ended');
  });

  test('LiveKit dies and comes back: the line is cut, and then live again', { timeout: 60_000 }, async () => {
    const { one, other, name } = await two();
    await until(() => expect(heard(one)).toBe(true));
    await commands.doToMedia('kill', name);
    await until(() => expect(one.line).toBe('cut'));
    await commands.doToMedia('start', name);
    await vi.waitFor(() => expect([one.line, other.line]).toEqual(['live', 'live']), { timeout: 30_000 });
    await until(() => expect(heard(one) && heard(other)).toBe(true));
  });
});
