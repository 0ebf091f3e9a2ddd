import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { codeOf, Fault } from './fault.ts';
import { takeLock } from './lock.ts';

const marker = z.object({
  format: z.literal(1),
  created: z.string(),
  database: z.object({ port: z.number(), adminPassword: z.string(), password: z.string() }),
});

/** What the file `engawa.json` in a data folder says. */
export type Marker = z.infer<typeof marker>;

/** A data folder that is ours alone until it is released. */
export type DataFolder = {
  path: string;
  marker: Marker;
  remember: (marker: Marker) => void;
  release: () => void;
};

const megabyte = 1024 * 1024;

/** Makes or opens the data folder and keeps every other start out of it. */
export function openDataFolder(path: string): DataFolder {
  try {
    return open(path);
  } catch (error) {
    throw folderFault(path, error);
  }
}

function open(path: string): DataFolder {
  // Root lends PostgreSQL another account, which must be able to walk through; secrets have modes of their own.
  const asRoot = process.getuid?.() === 0;
  makeFolder(path, asRoot ? 0o755 : 0o700);
  const file = join(path, 'engawa.json');
  const fresh = !existsSync(file);
  if (fresh && !isEmpty(path)) {
    throw new Fault({
      ja: `${path} には Engawa のものでないファイルがあります。空のフォルダーか、前に使ったデータのフォルダーを ENGAWA_DATA に書いてください。`,
      en: `${path} holds files that are not Engawa's. Give an empty folder, or the data folder of an earlier start, in ENGAWA_DATA.`,
    });
  }
  const lock = takeLock(join(path, 'engawa.lock'));
  if ('holder' in lock) {
    throw new Fault({
      ja: `このデータ（${path}）では、もう Engawa が動いています（プロセス ${lock.holder.pid}）。そちらを使うか、止めてから始めてください。`,
      en: `Engawa already runs on this data (${path}, process ${lock.holder.pid}). Use that one, or stop it first.`,
    });
  }
  try {
    mustHaveRoom(path, fresh ? 300 : 50);
    const write = (value: Marker) => writeWhole(file, JSON.stringify(value, null, 2));
    if (fresh) write(newMarker());
    return { path, marker: read(file), remember: write, release: lock.release };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** One level after the other: below /proc, where nothing can be made, `recursive` tries for ever. */
function makeFolder(path: string, mode: number): void {
  if (existsSync(path)) return void readdirSync(path);
  makeFolder(dirname(path), mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Another start may just have made it.
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

/** What a data folder says about itself, also while a start holds it. */
export function readMarker(path: string): Marker {
  return read(join(path, 'engawa.json'));
}

function isEmpty(path: string): boolean {
  const harmless = /^(lost\+found|engawa\.(lock|json)\b.*)$/;
  return readdirSync(path).every((name) => harmless.test(name));
}

function mustHaveRoom(path: string, megabytes: number): void {
  const { bavail, bsize } = statfsSync(path);
  const free = Math.floor((bavail * bsize) / megabyte);
  if (free >= megabytes) return;
  throw new Fault({
    ja: `ディスクの空きが足りません。${path} に ${free} MB しかありません。${megabytes} MB 以上空けてから始めてください。`,
    en: `The disk is full: ${path} has ${free} MB left. Free at least ${megabytes} MB and start again.`,
  });
}

function newMarker(): Marker {
  const secret = () => randomBytes(24).toString('base64url');
  return {
    format: 1,
    created: new Date().toISOString(),
    database: { port: 0, adminPassword: secret(), password: secret() },
  };
}

function read(file: string): Marker {
  const parsed = marker.safeParse(parseJson(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new Fault({
    ja: `${file} を読めません。このデータは別の版の Engawa のものか、壊れています。控えから戻してください。`,
    en: `${file} cannot be understood. The data belongs to another version of Engawa or is damaged. Restore it from a backup.`,
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A reader never sees half a file, not even after a power cut in the middle. */
function writeWhole(file: string, text: string): void {
  const making = `${file}.new`;
  writeFileSync(making, text, { mode: 0o600, flush: true });
  renameSync(making, file);
}

function folderFault(path: string, error: unknown): unknown {
  const code = codeOf(error);
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new Fault({
      ja: `${path} はフォルダーではありません。ENGAWA_DATA にはフォルダーを書いてください。`,
      en: `${path} is not a folder. ENGAWA_DATA must be a folder.`,
    });
  }
  if (code === 'ENOENT') {
    return new Fault({
      ja: `${path} にはフォルダーを作れません。ふつうのディスクの場所を ENGAWA_DATA に書いてください。`,
      en: `No folder can be made at ${path}. Give a place on an ordinary disk in ENGAWA_DATA.`,
    });
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new Fault({
      ja: `${path} に書き込めません。持ち主と書き込み権限を直すか、別の場所（ENGAWA_DATA）にしてください。`,
      en: `${path} cannot be written to. Correct its owner and permissions, or use another place (ENGAWA_DATA).`,
    });
  }
  return error;
}
