import { BlockList } from 'node:net';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { ListenFault, parseListen, type Listener, type Sentence } from './listen.ts';
import { mediaFault, mediaSettings, readMedia } from './media-settings.ts';
import { parseNetworks } from './networks.ts';
import { about, url, whole, wholeRule } from './setting-forms.ts';

const repository = resolve(import.meta.dirname, '../../..');

const folder = z
  .string()
  .min(1)
  .transform((path) => resolve(path));
const folderRule: Sentence = {
  ja: 'フォルダーの場所を書いてください。',
  en: 'It must be the path of a folder.',
};

const listen = z.string().transform((text, context): Listener[] => {
  try {
    return parseListen(text);
  } catch (error) {
    if (!(error instanceof ListenFault)) throw error;
    context.addIssue({ code: 'custom', params: error.sentence });
    return z.NEVER;
  }
});

const networkList = z.string().transform((text, context) => {
  const networks = parseNetworks(text);
  if (networks) return networks;
  context.addIssue({ code: 'custom' });
  return z.NEVER;
});

const originList = z
  .string()
  .transform((text) => text.split(',').map((origin) => origin.trim()))
  .refine((list) => list.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin));

/** Every setting Engawa reads, by the name of its environment variable. */
export const settings = z.object({
  ENGAWA_DATA: folder.prefault('./.data').register(about, {
    ja: 'データを置くフォルダー（データベース、ファイル、記録）。',
    en: 'Folder of all data (database, files, logs).',
    rule: folderRule,
  }),
  PORT: whole(1, 65535, 3000).register(about, {
    ja: 'この機械の中から開くときのポート番号。LISTEN を書いたときは使いません。',
    en: 'Port on this machine. Not used when LISTEN is given.',
    rule: wholeRule(1, 65535),
  }),
  LISTEN: listen.optional().register(about, {
    ja: '待ち受けるアドレスと区域。例: lgwan=127.0.0.1:3000,internet=0.0.0.0:3443;cert=/etc/engawa/cert.pem;key=/etc/engawa/key.pem。ほかの機械から届くアドレスには証明書が必要です。中継サーバーが手前で TLS を受けるときは ;front=tls を続けます。',
    en: 'Addresses to answer on, each with its zone, such as lgwan=127.0.0.1:3000,internet=0.0.0.0:3443;cert=/etc/engawa/cert.pem;key=/etc/engawa/key.pem. An address that other machines reach needs a certificate. Add ;front=tls where a proxy in front speaks TLS.',
    rule: { ja: '区域=アドレス:ポートの形で書いてください。', en: 'It must be a list of zone=address:port.' },
    shown: { ja: 'lgwan=127.0.0.1:（PORT）', en: 'lgwan=127.0.0.1:(PORT)' },
  }),
  DATABASE_URL: url('postgres:', 'postgresql:')
    .optional()
    .register(about, {
      ja: '外の PostgreSQL（16 以上）を使うときの接続先。書かなければ、データのフォルダーの中で PostgreSQL 18 を動かします。',
      en: 'Connection of an outside PostgreSQL (16 or newer). Without it PostgreSQL 18 runs inside the data folder.',
      rule: {
        ja: 'postgres://利用者:パスワード@アドレス:ポート/データベース の形で書いてください。',
        en: 'It must look like postgres://user:password@host:port/database.',
      },
      shown: { ja: '内蔵の PostgreSQL', en: 'the embedded PostgreSQL' },
      secret: true,
    }),
  REDIS_URL: url('redis:', 'rediss:')
    .optional()
    .register(about, {
      ja: '複数のサーバーをつなぐ Redis または Valkey の接続先。1 台だけなら不要です。',
      en: 'Connection of the Redis or Valkey that joins several server nodes. Not needed for one node.',
      rule: {
        ja: 'redis://アドレス:ポート の形で書いてください。',
        en: 'It must look like redis://host:port.',
      },
      shown: { ja: 'なし', en: 'none' },
      secret: true,
    }),
  PUBLIC_ORIGINS: originList.optional().register(about, {
    ja: '利用者のブラウザーが使うアドレス（中継サーバーの名前など）。コンマで区切ります。待ち受けのアドレスそのものは書かなくても使えます。',
    en: 'Addresses that browsers use (such as the name of a reverse proxy), separated by commas. The listeners themselves need not be listed.',
    rule: {
      ja: '「https://engawa.example.lg.jp」のように、末尾の「/」なしで書いてください。',
      en: 'Each must look like https://engawa.example.lg.jp, without a slash at the end.',
    },
    shown: { ja: 'なし', en: 'none' },
  }),
  TRUSTED_PROXIES: networkList.optional().register(about, {
    ja: '手前に置いた中継サーバーのアドレス（10.1.0.5 や 172.30.90.0/24）。コンマで区切ります。そこから来た X-Forwarded-For だけを、利用者のアドレスとして信じます。npm run cluster は、自分の中継の 127.0.0.1 を足します。',
    en: 'Addresses of the reverse proxies in front (10.1.0.5, 172.30.90.0/24), separated by commas. X-Forwarded-For is believed from these only. npm run cluster adds 127.0.0.1, where its own proxy stands.',
    rule: {
      ja: 'IP アドレスか、「172.30.90.0/24」の形の範囲をコンマで区切って書いてください。',
      en: 'It must be a list of IP addresses or networks such as 172.30.90.0/24.',
    },
    shown: { ja: 'なし', en: 'none' },
  }),
  METRICS_PORT: whole(0, 65535, 9464).register(about, {
    ja: 'Prometheus の計測値を出すポート番号（127.0.0.1 のみ）。0 で止めます。',
    en: 'Port of the Prometheus metrics (127.0.0.1 only). 0 turns them off.',
    rule: wholeRule(0, 65535),
  }),
  NODE_NAME: z
    .string()
    .regex(/^[\w.-]{1,64}$/)
    .prefault(() => `${hostname()}-${process.pid}`.replace(/[^\w.-]/g, '-').slice(-64))
    .register(about, {
      ja: '記録と計測値に出る、このサーバーの名前。',
      en: 'Name of this node in logs and metrics.',
      rule: {
        ja: '英数字と「.」「-」「_」だけで 64 文字までにしてください。',
        en: 'It may hold letters, digits, ".", "-" and "_", at most 64 characters.',
      },
      shown: { ja: '機械の名前とプロセス番号', en: 'host name and process id' },
    }),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .prefault('info')
    .register(about, {
      ja: '記録の細かさ。',
      en: 'How much is logged.',
      rule: {
        ja: 'fatal、error、warn、info、debug、trace、silent のどれかにしてください。',
        en: 'It must be one of fatal, error, warn, info, debug, trace, silent.',
      },
    }),
  LOG_DIR: folder.optional().register(about, {
    ja: '記録のファイルを置くフォルダー。',
    en: 'Folder of the log files.',
    rule: folderRule,
    shown: { ja: '（ENGAWA_DATA）/logs', en: '(ENGAWA_DATA)/logs' },
  }),
  WEB_DIR: folder.prefault(resolve(repository, 'apps/web/build')).register(about, {
    ja: '画面（組み立て済み）のフォルダー。',
    en: 'Folder of the built pages.',
    rule: folderRule,
    shown: { ja: 'apps/web/build', en: 'apps/web/build' },
  }),
  ...mediaSettings,
  EVENT_KEEP_DAYS: whole(1, 3650, 30).register(about, {
    ja: '出来事の列を残す日数。これより長く離れていた画面は、続きではなく最新を読み直します。',
    en: 'Days the event stream is kept. A page that was away longer reads afresh.',
    rule: wholeRule(1, 3650),
  }),
  ADMISSION_RATE: whole(1, 100_000, 700).register(about, {
    ja: '1 秒に受け入れる接続の数。一斉の再接続をならします。',
    en: 'Sockets admitted per second, which spreads a storm of reconnects.',
    rule: wholeRule(1, 100_000),
  }),
  ADMISSION_BURST: whole(1, 1_000_000, 1000).register(about, {
    ja: 'ならす前に続けて受け入れる接続の数。',
    en: 'Sockets admitted at once before the rate applies.',
    rule: wholeRule(1, 1_000_000),
  }),
  WRITE_RATE: whole(1, 100_000, 20).register(about, {
    ja: '一人が 1 秒に送れる書き込みの数。続けて 3 秒分まで送れます。',
    en: "Writes accepted from one person per second, after a first burst of three seconds' worth.",
    rule: wholeRule(1, 100_000),
  }),
  ENGAWA_DEMO: z
    .enum(['0', '1'])
    .transform((text) => text === '1')
    .prefault('0')
    .register(about, {
      ja: '1 のとき、空のデータベースに見本の町を入れます（npm start -- --demo と同じ）。',
      en: '1 fills an empty database with the sample town (the same as npm start -- --demo).',
      rule: { ja: '0 か 1 にしてください。', en: 'It must be 0 or 1.' },
    }),
  ENGAWA_CLOCK_OFFSET_MS: whole(-1e12, 1e12, 0).register(about, {
    ja: '障害の試験だけで使う、時計のずれ（ミリ秒）。',
    en: 'Offset added to the process clock in milliseconds; for fault tests only.',
    rule: wholeRule(-1e12, 1e12),
  }),
});

/** Thrown when settings are wrong; holds every fault, not only the first. */
export class SettingFaults extends Error {
  readonly faults: Sentence[];
  constructor(faults: Sentence[]) {
    super(faults.map(({ ja, en }) => `${ja}\n${en}`).join('\n'));
    this.name = 'SettingFaults';
    this.faults = faults;
  }
}

/** Every setting, read and checked; the database may still be unknown. */
export type Settings = ReturnType<typeof readSettings>;

/** The settings of a running server or worker. */
export type Env = Settings & { databaseUrl: string };

/** Reads the settings of the start program, which finds the database itself. */
export function readSettings(source: NodeJS.ProcessEnv = process.env) {
  // An empty variable means "not set": compose files and service units pass those.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = settings.safeParse(given);
  if (!parsed.success) throw new SettingFaults(parsed.error.issues.map((issue) => explain(issue, given)));
  const read = parsed.data;
  const listen: Listener[] = read.LISTEN ?? [{ zone: 'lgwan', host: '127.0.0.1', port: read.PORT }];
  if (listen.some(({ port }) => port === read.METRICS_PORT)) {
    throw new SettingFaults([
      {
        ja: `METRICS_PORT: ${read.METRICS_PORT} は待ち受けのポート番号と同じです。別の番号にしてください。`,
        en: `METRICS_PORT: ${read.METRICS_PORT} is also the port of a listener. Give it another one.`,
      },
    ]);
  }
  const lacking = mediaFault(read);
  if (lacking) throw new SettingFaults([lacking]);
  return {
    dataDir: read.ENGAWA_DATA,
    port: read.PORT,
    listen,
    databaseUrl: read.DATABASE_URL,
    redisUrl: read.REDIS_URL,
    origins: read.PUBLIC_ORIGINS ?? [],
    proxies: read.TRUSTED_PROXIES ?? new BlockList(),
    metrics: { host: '127.0.0.1', port: read.METRICS_PORT },
    nodeName: read.NODE_NAME,
    logLevel: read.LOG_LEVEL,
    logDir: read.LOG_DIR ?? resolve(read.ENGAWA_DATA, 'logs'),
    webDir: read.WEB_DIR,
    media: readMedia(read),
    eventKeepDays: read.EVENT_KEEP_DAYS,
    admissionRate: read.ADMISSION_RATE,
    admissionBurst: read.ADMISSION_BURST,
    writeRate: read.WRITE_RATE,
    demo: read.ENGAWA_DEMO,
    clockOffsetMs: read.ENGAWA_CLOCK_OFFSET_MS,
  };
}

/** Reads the settings of a server or worker, which cannot run without a database. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const read = readSettings(source);
  const { databaseUrl } = read;
  if (databaseUrl) return { ...read, databaseUrl };
  throw new SettingFaults([
    {
      ja: 'DATABASE_URL: データベースの接続先がありません。npm start で始めるか、接続先を書いてください。',
      en: 'DATABASE_URL: there is no database to use. Start with npm start, or give its connection.',
    },
  ]);
}

function explain(issue: z.core.$ZodIssue, given: Record<string, string | undefined>): Sentence {
  const name = String(issue.path[0]);
  const field = Object.entries(settings.shape).find(([key]) => key === name)?.[1];
  const known = field && about.get(field);
  const own = issue.code === 'custom' ? issue.params : undefined;
  const rule =
    typeof own?.ja === 'string' && typeof own.en === 'string' ? { ja: own.ja, en: own.en } : known?.rule;
  const value = known?.secret || own ? '' : given[name];
  return {
    ja: `${name}: ${value ? `「${value}」は使えません。` : ''}${rule?.ja ?? ''}`,
    en: `${name}: ${value ? `"${value}" cannot be used. ` : ''}${rule?.en ?? ''}`,
  };
}
