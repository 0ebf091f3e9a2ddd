import { z } from 'zod';
import type { Sentence } from './listen.ts';
import { about, url, whole, wholeRule } from './setting-forms.ts';

/** The settings of voice and screen sharing. */
export const mediaSettings = {
  MEDIA: z
    .enum(['on', 'off'])
    .prefault('on')
    .register(about, {
      ja: '声と画面共有を使うか。off のとき、LiveKit を始めません。',
      en: 'Whether voice and screen sharing are offered. With off no LiveKit is started.',
      rule: { ja: 'on か off にしてください。', en: 'It must be on or off.' },
    }),
  LIVEKIT_URL: url('http:', 'https:', 'ws:', 'wss:')
    .optional()
    .register(about, {
      ja: '別に動かしている LiveKit（1.13 以上）の接続先。LIVEKIT_KEY と LIVEKIT_SECRET も書きます。書かなければ、この機械で動かします。',
      en: 'An outside LiveKit (1.13 or newer), together with LIVEKIT_KEY and LIVEKIT_SECRET. Without it one runs on this machine.',
      rule: {
        ja: 'http://アドレス:ポート の形で書いてください。',
        en: 'It must look like http://host:port.',
      },
      shown: { ja: '内蔵の LiveKit', en: 'the LiveKit that is started here' },
    }),
  LIVEKIT_KEY: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .optional()
    .register(about, {
      ja: '外の LiveKit の鍵の名前。',
      en: 'Name of the key of an outside LiveKit.',
      rule: { ja: '英数字で書いてください。', en: 'It must be letters and digits.' },
      shown: { ja: '始めるたびに同じもの（データのフォルダーに置きます）', en: 'made at the first start' },
    }),
  LIVEKIT_SECRET: z
    .string()
    .min(32)
    .optional()
    .register(about, {
      ja: '外の LiveKit の鍵（32 文字以上）。',
      en: 'Secret of an outside LiveKit (32 characters or more).',
      rule: { ja: '32 文字以上にしてください。', en: 'It must have at least 32 characters.' },
      shown: { ja: '最初に始めるときに作ります', en: 'made at the first start' },
      secret: true,
    }),
  LIVEKIT_SERVER: z
    .string()
    .min(1)
    .optional()
    .register(about, {
      ja: 'この機械で動かす livekit-server の場所。書かなければ PATH、手元の控え、Go での組み立ての順に探します。',
      en: 'The livekit-server to run here. Without it: one on the path, the one kept by this user, or one built with Go.',
      rule: { ja: 'プログラムの場所を書いてください。', en: 'It must be the path of a program.' },
      shown: { ja: '自動', en: 'found or built' },
    }),
  MEDIA_ADDRESS: z
    .union([z.ipv4(), z.ipv6()])
    .prefault('127.0.0.1')
    .register(about, {
      ja: '声と画面が通る、この機械のアドレス。ほかの機械から使うときは LAN のアドレスを書きます（docs/how/livekit.md）。',
      en: 'Address of this machine for voice and pictures. For other machines give its LAN address (docs/how/livekit.md).',
      rule: { ja: 'IP アドレスを書いてください。', en: 'It must be an IP address.' },
    }),
  MEDIA_PORT: whole(1, 65535, 7880).register(about, {
    ja: 'LiveKit の合図のポート番号（127.0.0.1 のみ）。',
    en: "Port of LiveKit's signalling (127.0.0.1 only).",
    rule: wholeRule(1, 65535),
  }),
  MEDIA_UDP_PORT: whole(1, 65535, 7882).register(about, {
    ja: '声と画面が通る UDP のポート番号。',
    en: 'UDP port of voice and pictures.',
    rule: wholeRule(1, 65535),
  }),
  MEDIA_TCP_PORT: whole(0, 65535, 7881).register(about, {
    ja: 'UDP が通らないときの TCP のポート番号。MEDIA_ADDRESS がこの機械の中だけのとき、または 0 のときは開きません。',
    en: 'TCP port for where UDP does not get through. Not opened with 0, or while MEDIA_ADDRESS is loopback.',
    rule: wholeRule(0, 65535),
  }),
  MEDIA_HOOK: z
    .string()
    .regex(/^([\d.]+|\[[\da-f:]+\]):\d{1,5}$/)
    .optional()
    .register(about, {
      ja: 'LiveKit が出入りを知らせてくる、内側だけのアドレス:ポート。',
      en: 'Inner address:port where LiveKit tells who came and went.',
      rule: { ja: '127.0.0.1:3009 の形で書いてください。', en: 'It must look like 127.0.0.1:3009.' },
      shown: { ja: '127.0.0.1 の空いたポート', en: 'a free port of 127.0.0.1' },
    }),
};

type Read = z.output<z.ZodObject<typeof mediaSettings>>;

/** A LiveKit that is reached: by its address, and a key that both sides know. */
export type MediaServer = { url: string; key: string; secret: string };

/** What is missing where an outside LiveKit is given. */
export function mediaFault({ LIVEKIT_URL, LIVEKIT_KEY, LIVEKIT_SECRET }: Read): Sentence | undefined {
  if (!LIVEKIT_URL || (LIVEKIT_KEY && LIVEKIT_SECRET)) return undefined;
  return {
    ja: 'LIVEKIT_URL: LIVEKIT_KEY と LIVEKIT_SECRET も書いてください。',
    en: 'LIVEKIT_URL: give LIVEKIT_KEY and LIVEKIT_SECRET as well.',
  };
}

/** The settings of media in the words of the program. */
export function readMedia(read: Read) {
  const { LIVEKIT_URL: url, LIVEKIT_KEY: key, LIVEKIT_SECRET: secret } = read;
  const isOn = read.MEDIA === 'on';
  const server: MediaServer | undefined = url && key && secret ? { url, key, secret } : undefined;
  return {
    isOn,
    server: isOn ? server : undefined,
    program: read.LIVEKIT_SERVER,
    address: read.MEDIA_ADDRESS,
    ports: { signal: read.MEDIA_PORT, udp: read.MEDIA_UDP_PORT, tcp: read.MEDIA_TCP_PORT },
    hook: read.MEDIA_HOOK,
  };
}
