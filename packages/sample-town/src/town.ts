import type { Day } from '@engawa/text/holidays';
import { projectChannels, sectionChannels, type TownChannel } from './channels.ts';
import { converse, type Said } from './conversations/generate.ts';
import { stampsOn } from './conversations/stamps.ts';
import { townMemos, type TownMemo } from './memos.ts';
import { random } from './random.ts';
import { roster, type Clerk } from './roster.ts';
import { sections } from './sections.ts';
import { dataBytes } from './text-file.ts';

/** A message of the sample town; mentions stand as `<@staffNo>`, `<@&section path>` and `<@all>`. */
export interface TownMessage {
  channelKey: string;
  authorStaffNo: string;
  /** With the offset of Japan: 2025-11-25T09:12:34+09:00. */
  at: string;
  body: string;
  /** The place of the quoted message in the list of all messages. */
  quoteOf?: number;
  stamps?: { word: string; staffNos: string[] }[];
  editedAt?: string;
  /** Which conversation the message belongs to. */
  conversation: number;
}

/** An account that is printed for people who try the sample town. */
export interface TownAccount {
  role: 'clerk' | 'section head' | 'administrator';
  staffNo: string;
  name: string;
}

/** Everything that fills an empty Engawa with the sample town, the phone list aside. */
export interface Town {
  hallName: string;
  sectionsExpected: number;
  channels: TownChannel[];
  messages: TownMessage[];
  memos: TownMemo[];
  accounts: TownAccount[];
  /** Staff number of the other administrator: a hall has two at the least. */
  secondAdministrator: string;
}

const TOTAL = 20_000;

/** Gives the phone list of the sample town as the city's CP932 file. */
export function phoneListCsv(): Uint8Array {
  return dataBytes('data/内線表.csv');
}

/** Gives the phone list of the following April: people moved, joined, left and changed their names. */
export function nextAprilCsv(): Uint8Array {
  return dataBytes('data/内線表_翌年度.csv');
}

/** Gives the phone list as another office would save it: UTF-8, other headings, rows to doubt. */
export function uglyCsv(): Uint8Array {
  return dataBytes('data/内線表_書式違い.csv');
}

function account(role: TownAccount['role'], clerk: Clerk | undefined): TownAccount {
  if (!clerk) throw new Error(`no ${role} in the sample town`);
  return { role, staffNo: clerk.staffNo, name: `${clerk.family} ${clerk.given}` };
}

function demoAccounts(clerks: readonly Clerk[]): TownAccount[] {
  const find = (unit: string, title: string) =>
    clerks.find((clerk) => clerk.section.endsWith(unit) && clerk.title === title);
  return [
    account('clerk', find('収納係', '主任')),
    account('section head', find('収納係', '係長')),
    account('administrator', find('情報政策課', '主査')),
  ];
}

function secondAdministrator(clerks: readonly Clerk[]): Clerk | undefined {
  return clerks.find((clerk) => clerk.section.endsWith('情報政策課') && clerk.title === '主任');
}

function clock(day: Day, second: number): string {
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  return `${day}T${two(second / 3600)}:${two((second / 60) % 60)}:${two(second % 60)}+09:00`;
}

function messages(said: readonly Said[], anchor: Day): TownMessage[] {
  const rng = random(`印 ${anchor}`);
  const places = new Map(said.map((one, i) => [`${one.conversation} ${one.place}`, i]));
  return said.map((one) => {
    const quoted = one.quotes === undefined ? undefined : places.get(`${one.conversation} ${one.quotes}`);
    const stamps = stampsOn(one, rng);
    return {
      channelKey: one.channel.key,
      authorStaffNo: one.author.staffNo,
      at: clock(one.day, one.second),
      body: one.body,
      ...(quoted === undefined ? {} : { quoteOf: quoted }),
      ...(stamps.length === 0 ? {} : { stamps }),
      ...(one.edited ? { editedAt: clock(one.day, one.second + rng.int(8, 25)) } : {}),
      conversation: one.conversation,
    };
  });
}

/** Makes the sample town as it stands on the morning of the anchor day (YYYY-MM-DD). */
export function town(anchor: Day): Town {
  const clerks = roster();
  const accounts = demoAccounts(clerks);
  const rooms = [...projectChannels(clerks), ...sectionChannels(clerks)];
  const { said, channels } = converse(
    anchor,
    TOTAL,
    clerks,
    rooms,
    accounts.map((one) => one.staffNo),
  );
  return {
    hallName: '縁野市役所',
    sectionsExpected: sections().length,
    channels,
    messages: messages(said, anchor),
    memos: townMemos(clerks),
    accounts,
    secondAdministrator: account('administrator', secondAdministrator(clerks)).staffNo,
  };
}
