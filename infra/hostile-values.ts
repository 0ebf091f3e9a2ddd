import { commands, type CommandName } from '@engawa/contract/socket';
import { newId } from '@engawa/db/id';
import { alwaysOpen } from './test-lines.ts';

const bell = String.fromCharCode(7);
const nul = String.fromCharCode(0);
/** Texts that have broken programs before. */
export const hostileTexts = [
  '',
  ' ',
  nul,
  `前${nul}後`,
  bell,
  '\ud800',
  '\udfff前',
  '\u202eevil.exe\u202c',
  '\u2066\u2067\u2068\u2069',
  'ア\u200b\u200c\u200d\u2060\ufeffイ',
  '\u{e0041}\u{e007f}',
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A',
  '👩‍👩‍👧‍👦🏳️‍🌈',
  '𠮷野家で𩸽を食べる',
  '\uf8ff\ue000外字',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  'javascript:alert(1)',
  '[x](javascript:alert(1))',
  '![x](data:image/svg+xml,<svg onload=alert(1)>)',
  '<a href="jav\tascript:alert(1)">x</a>',
  '{{constructor.constructor("alert(1)")()}}',
  '${7*7}#{7*7}<%= 7*7 %>',
  "' or 1=1 --",
  "'; drop table message; --",
  '\\x00\\u0000%00',
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '=HYPERLINK("http://x","y")',
  '%s%s%n%x',
  'A'.repeat(70_000),
  '髙'.repeat(12_000),
  '(a+)+$'.repeat(50),
  '`'.repeat(5_000),
  '*_~['.repeat(3_000),
  '>'.repeat(5_000),
  '<@p:00000000-0000-7000-8000-000000000000>',
  '<@all>'.repeat(2_000),
  '123456789018',
  '1e999',
  'NaN',
  '__proto__',
  'constructor',
  'toString',
];
/** Values of every shape, where a text, a number or a list was expected. */
export const hostileValues: unknown[] = [
  ...hostileTexts,
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53,
  1e308,
  -0,
  [],
  {},
  [[]],
  [null],
  { length: 1e9 },
  { toString: 1 },
  { toJSON: 'x' },
  { $ne: null },
  JSON.parse('{"__proto__":{"admin":true}}'),
  JSON.parse('{"constructor":{"prototype":{"admin":true}}}'),
  Array.from({ length: 3_000 }, () => newId()),
  ['00000000-0000-0000-0000-000000000000', '\ud800'],
];

/** What the inputs may name: a channel, a message in it, its owner, and a memo that they have in hand. */
export type Ground = { channel: string; message: string; owner: string; memo: string };

/** A good input of each command, so that one field at a time can be spoilt. */
const good = ({ channel, message, owner, memo }: Ground): Record<string, unknown> => ({
  clientId: newId(),
  channelId: channel,
  messageId: message,
  personId: owner,
  personIds: [owner],
  id: newId(),
  fileId: newId(),
  stampId: newId(),
  folderId: null,
  quoteId: null,
  body: 'やあ',
  name: '名前',
  nameEn: 'name',
  purpose: '',
  label: '2',
  kind: 'private',
  role: 'member',
  reason: '理由',
  word: '了解',
  wordEn: 'ok',
  zone: 'lgwan',
  action: 'open',
  allowed: true,
  code: '2',
  on: true,
  no: 1,
  orderNo: 1,
  digest: '',
  left: 'keep',
  reading: { headingLine: 1, columns: ['name'], sameAsAbove: false },
  away: false,
  retired: false,
  muted: true,
  favourite: true,
  hallName: '縁野市',
  helpLine: '',
  memoId: memo,
  to: { personId: owner },
  from: owner,
  caller: { name: '北川', organisation: '', number: '' },
  ask: 'call_back',
  urgent: false,
  subject: '件名',
  dueOn: null,
  sectionId: owner,
  sectionCallId: newId(),
  wantsMemo: true,
  line: alwaysOpen,
  as: 'done',
  result: '',
  myNumberWithReason: false,
  ringSeconds: 30,
  calleeId: owner,
  callId: newId(),
  device: newId(),
  about: '',
  reply: null,
  knockId: newId(),
  answer: 'in-five',
  preferences: { language: 'ja' },
  state: 'out',
  place: '県庁',
  note: '',
  until: null,
  repeats: [{ weekday: 2, state: 'telework', place: '', fromOn: '2026-04-01', untilOn: null }],
  placeShownTo: 'section',
  leaveShownTo: 'section',
  returnShownTo: 'hall',
  whereaboutsLabel: '2',
});

/** Inputs of a command with one field spoilt, a hostile key added, or the whole replaced. */
export function spoiltInputs(name: CommandName, ground: Ground): unknown[] {
  const { input } = commands[name];
  const fine = () => good(ground);
  const fields = Object.keys(input.shape);
  const whole = () =>
    Object.fromEntries(fields.flatMap((field) => (field in fine() ? [[field, fine()[field]]] : [])));
  const one = fields.flatMap((field) => hostileValues.map((value) => ({ ...whole(), [field]: value })));
  const step = Math.max(1, Math.floor(one.length / 24));
  const some = one.filter((_, index) => index % step === name.length % step);
  return [
    ...some,
    ...hostileValues.slice(-12),
    { ...whole(), ...JSON.parse('{"__proto__":{"x":1}}') },
    { ...whole(), extra: 1 },
  ];
}

/** Object.keys says no more than string; these are the keys of `commands`. */
const commandNames = Object.keys(commands).filter((name): name is CommandName => name in commands);

/** Ends, opens or renames what the rest of the test stands on; their guards are the same as everybody's. */
const spared = new Set([
  'session:end',
  'person:disable',
  'role:revoke',
  'label:rule',
  'channel:leave',
  'member:remove',
]);
/** The commands that are tried. */
export const triedCommands = commandNames.filter((name) => !spared.has(name));
