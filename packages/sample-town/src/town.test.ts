import { describe, expect, test } from 'vitest';
import { isOpen } from './calendar.ts';
import { sentencesOf } from './conversations/sentences.ts';
import { roster } from './roster.ts';
import { town, type TownMessage } from './town.ts';

// A working day, a holiday, the first working day of a year and of a fiscal year.
describe.each(['2025-11-25', '2026-11-23', '2026-01-05', '2026-04-01'])('the sample town of %s', (anchor) => {
  const sample = town(anchor);
  const channels = new Map(sample.channels.map((channel) => [channel.key, channel]));
  const conversations = Map.groupBy(sample.messages, (message) => message.conversation);

  test('says 20,000 messages in many channels', () => {
    expect(sample.messages).toHaveLength(20_000);
    expect(sample.sectionsExpected).toBe(44);
    expect(sample.channels.filter((channel) => channel.source === 'section')).toHaveLength(44);
    const kinds = new Set(sample.channels.map((channel) => channel.kind));
    expect(kinds).toEqual(new Set(['public', 'private', 'announcement', 'direct']));
    expect(new Set(sample.messages.map((message) => message.channelKey))).toEqual(new Set(channels.keys()));
  });

  test('says at least 1,500 different sentences, none more than 30 times', () => {
    const counts = new Map<string, number>();
    for (const sentence of sample.messages.flatMap((message) => sentencesOf(message.body))) {
      counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
    }
    expect(counts.size).toBeGreaterThan(6_000);
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(30);
    const withoutNumbers = new Set([...counts.keys()].map((sentence) => sentence.replace(/\d[\d,]*/g, '0')));
    expect(withoutNumbers.size).toBeGreaterThan(4_500);
  });

  test('holds conversations of 3 to 20 messages in one channel between two people or more', () => {
    expect([...conversations.values()].filter((messages) => messages.length > 10).length).toBeGreaterThan(8);
    for (const messages of conversations.values()) {
      expect(messages.length).toBeGreaterThanOrEqual(3);
      expect(messages.length).toBeLessThanOrEqual(20);
      expect(new Set(messages.map((message) => message.channelKey)).size).toBe(1);
      expect(new Set(messages.map((message) => message.authorStaffNo)).size).toBeGreaterThanOrEqual(2);
    }
  });

  test('lets only members write, and only owners in the announcement channel', () => {
    const may = (message: TownMessage) => {
      const channel = channels.get(message.channelKey);
      const people = channel?.kind === 'announcement' ? channel.owners : channel?.members;
      return people?.includes(message.authorStaffNo) ?? false;
    };
    expect(sample.messages.filter((message) => !may(message))).toEqual([]);
  });

  test('follows the clock: in order, on open days, in business hours, to the morning of the anchor day', () => {
    const times = sample.messages.map((message) => message.at);
    expect(times).toEqual([...times].sort());
    const late = times.filter((at) => at.slice(11) < '08:30:00' || at.slice(11) > '17:15:59');
    expect(late).toEqual([]);
    expect([...new Set(times.map((at) => at.slice(0, 10)))].filter((day) => !isOpen(day))).toEqual([]);
    const last = times.at(-1) ?? '';
    expect(last < `${anchor}T09:30:00+09:00`).toBe(true);
    if (isOpen(anchor)) expect(last.startsWith(anchor)).toBe(true);
    expect(new Set(times.map((at) => at.slice(0, 7))).size).toBeGreaterThanOrEqual(5);
  });

  test('mentions, quotes, stamps and edits only what is there', () => {
    const paths = new Set(sample.channels.flatMap((channel) => channel.sectionPath ?? []));
    const people = new Set(roster().map((clerk) => clerk.staffNo));
    const tokens = sample.messages.flatMap(({ body }) => [...body.matchAll(/<@(&?)([^>]+)>/g)]);
    expect(
      tokens.filter(([, section, name = '']) => name !== 'all' && !(section ? paths : people).has(name)),
    ).toEqual([]);
    expect(tokens.length).toBeGreaterThan(100);
    sample.messages.forEach((message, i) => {
      const members = channels.get(message.channelKey)?.members ?? [];
      const quoted = message.quoteOf === undefined ? undefined : sample.messages[message.quoteOf];
      if (message.quoteOf !== undefined) expect(message.quoteOf).toBeLessThan(i);
      if (quoted) expect(quoted.channelKey).toBe(message.channelKey);
      if (message.editedAt) expect(message.editedAt > message.at).toBe(true);
      for (const { staffNos } of message.stamps ?? [])
        expect(staffNos.every((no) => members.includes(no))).toBe(true);
    });
    expect(sample.messages.filter((message) => message.quoteOf !== undefined).length).toBeGreaterThan(50);
    expect(sample.messages.filter((message) => message.editedAt).length).toBeGreaterThan(20);
    expect(sample.messages.filter((message) => message.stamps).length).toBeGreaterThan(500);
  });

  test('leaves no slot unfilled and no message too long', () => {
    expect(
      sample.messages.filter(({ body }) => /[{}《》]|undefined/.test(body) || body.length > 2_000),
    ).toEqual([]);
  });

  test('gives the people of the demonstration something to read', () => {
    for (const { staffNo } of sample.accounts) {
      const own = sample.messages.filter((message) =>
        channels.get(message.channelKey)?.members.includes(staffNo),
      );
      expect(own.filter((message) => message.channelKey.startsWith('direct:')).length).toBeGreaterThan(20);
      expect(own.filter((message) => message.body.includes(`<@${staffNo}>`)).length).toBeGreaterThan(0);
    }
  });
});

test('two runs for one anchor day are the same to the byte', () => {
  expect(JSON.stringify(town('2025-11-25'))).toBe(JSON.stringify(town('2025-11-25')));
}, 30_000);
