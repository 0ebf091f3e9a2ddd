import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';

/** The networks a request can come from; a request's zone is the listener it came in on. */
export const zones = ['lgwan', 'internet', 'guest'] as const;

/** One of the networks a request can come from. */
export type Zone = (typeof zones)[number];

/** One address the server answers on, with the zone of everything that arrives there. */
export type Listener = {
  zone: Zone;
  host: string;
  port: number;
  tls?: { cert: string; key: string };
  /** What browsers speak with the proxy in front, where the listener itself is plain. */
  front?: 'tls';
};

/** One sentence in both languages. */
export type Sentence = { ja: string; en: string };

/** Thrown when a part of LISTEN cannot be used; the sentence says which and why. */
export class ListenFault extends Error {
  readonly sentence: Sentence;
  constructor(sentence: Sentence) {
    super(sentence.en);
    this.sentence = sentence;
  }
}

const entryShape = /^(?<zone>[a-z]+)=(?<host>\[[^\]]+\]|[^:]+):(?<port>\d+)$/;
const FRONT = 'front=tls';
const loopback = /^(127(\.\d{1,3}){3}|::1|localhost)$/;

/** Reads LISTEN, such as `lgwan=127.0.0.1:3000,internet=0.0.0.0:3443;cert=/a.pem;key=/b.pem`. */
export function parseListen(text: string): Listener[] {
  const listeners: Listener[] = [];
  for (const entry of text.split(',').map((part) => part.trim())) {
    const listener = parseEntry(entry);
    const twin = listeners.find((other) => overlaps(other, listener));
    if (twin) {
      throw fault(
        `「${entry}」は ${twin.zone} の待ち受けと同じ番号を使っています。別のポート番号にしてください。`,
        `"${entry}" takes the same port as the ${twin.zone} listener. Give it another port.`,
      );
    }
    listeners.push(listener);
  }
  return listeners;
}

/** Whether a browser that comes in here speaks plain HTTP. */
export function isPlain({ tls, front }: Listener): boolean {
  return !tls && front !== 'tls';
}

/** Whether only this machine itself can reach the host. */
export function isLoopback(host: string): boolean {
  return loopback.test(host);
}

function parseEntry(entry: string): Listener {
  const [address = '', ...options] = entry.split(';').map((part) => part.trim());
  const {
    zone: zoneText = '',
    host: hostText = '',
    port: portText = '',
  } = entryShape.exec(address)?.groups ?? {};
  const zone = zones.find((known) => known === zoneText);
  const port = Number(portText);
  if (!zone || port < 1 || port > 65535) {
    throw fault(
      `「${entry}」を読めません。「lgwan=127.0.0.1:3000」のように、区域（${zones.join('、')}）=アドレス:ポートで書いてください。`,
      `"${entry}" cannot be read. Write zone (${zones.join(', ')})=address:port, such as "lgwan=127.0.0.1:3000".`,
    );
  }
  const host = hostText.replace(/^\[|\]$/g, '');
  const front = options.includes(FRONT) ? 'tls' : undefined;
  const tls = parseTls(
    entry,
    options.filter((option) => option !== FRONT),
  );
  if (!tls && !isLoopback(host)) {
    throw fault(
      `「${entry}」はほかの機械から届くため、証明書が必要です。「;cert=証明書のファイル;key=秘密鍵のファイル」を続けて書いてください。`,
      `"${entry}" can be reached by other machines and therefore needs a certificate. Add ";cert=FILE;key=FILE".`,
    );
  }
  return { zone, host, port, ...(tls && { tls }), ...(front && { front }) };
}

function parseTls(entry: string, options: string[]): Listener['tls'] {
  const found: { cert?: string; key?: string } = {};
  for (const option of options) {
    const [name, ...rest] = option.split('=');
    const file = rest.join('=');
    if ((name !== 'cert' && name !== 'key') || !file) {
      throw fault(
        `「${entry}」の「${option}」を読めません。書けるのは cert=ファイル、key=ファイル、front=tls です。`,
        `"${option}" in "${entry}" cannot be read. Only cert=FILE, key=FILE and front=tls may follow.`,
      );
    }
    found[name] = readable(file);
  }
  const { cert, key } = found;
  if (cert && key) return { cert, key };
  if (!cert && !key) return undefined;
  throw fault(`「${entry}」には cert と key の両方が必要です。`, `"${entry}" needs both cert and key.`);
}

function readable(file: string): string {
  const path = resolve(file);
  try {
    accessSync(path, constants.R_OK);
  } catch {
    throw fault(
      `ファイル ${path} を読めません。場所と読み取り権限を確かめてください。`,
      `The file ${path} cannot be read. Check the path and its permissions.`,
    );
  }
  return path;
}

function overlaps(one: Listener, other: Listener): boolean {
  const everywhere = (host: string) => host === '0.0.0.0' || host === '::';
  return (
    one.port === other.port && (one.host === other.host || everywhere(one.host) || everywhere(other.host))
  );
}

function fault(ja: string, en: string): ListenFault {
  return new ListenFault({ ja, en });
}
