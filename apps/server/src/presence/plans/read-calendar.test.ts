import { expect, test } from 'vitest';
import { readCalendar } from './read-calendar.ts';

const now = new Date('2026-11-24T00:00:00Z');
const calendar = (...entries: string[][]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...entries.flatMap((lines, at) => ['BEGIN:VEVENT', `UID:${at}`, ...lines, 'END:VEVENT']),
    'END:VCALENDAR',
    '',
  ].join('\r\n');
const read = (...entries: string[][]) => readCalendar(calendar(...entries), now);
const spans = (found: ReturnType<typeof read>) =>
  found?.rows.map(({ startsAt, endsAt }) => `${startsAt.toISOString()} ${endsAt.toISOString()}`);

test('an entry is read in its zone, in UTC, and without a zone as a time of Japan', () => {
  const found = read(
    ['DTSTART;TZID=Asia/Tokyo:20261125T090000', 'DTEND;TZID=Asia/Tokyo:20261125T100000', 'SUMMARY:定例会議'],
    ['DTSTART:20261125T020000Z', 'DTEND:20261125T030000Z', 'SUMMARY:県庁へ出張', 'LOCATION:県庁'],
    ['DTSTART;VALUE=DATE:20261126', 'DTEND;VALUE=DATE:20261127', 'SUMMARY:テレワーク'],
  );
  expect(spans(found)).toEqual([
    '2026-11-25T00:00:00.000Z 2026-11-25T01:00:00.000Z',
    '2026-11-25T02:00:00.000Z 2026-11-25T03:00:00.000Z',
    '2026-11-25T15:00:00.000Z 2026-11-26T15:00:00.000Z',
  ]);
  expect(found?.rows.map(({ state, place }) => [state, place])).toEqual([
    ['meeting', ''],
    ['out', '県庁'],
    ['telework', ''],
  ]);
});

test('what comes back is followed for eight weeks, without the days that are left out', () => {
  const found = read([
    'DTSTART;TZID=Asia/Tokyo:20200107T083000',
    'DTEND;TZID=Asia/Tokyo:20200107T171500',
    'RRULE:FREQ=WEEKLY;BYDAY=TU',
    'EXDATE;TZID=Asia/Tokyo:20261201T083000',
    'SUMMARY:在宅勤務',
  ]);
  expect(found?.rows).toHaveLength(8);
  expect(spans(found)?.[1]).toContain('2026-12-07T23:30');
});

test('cancelled and free entries stay out, unclear ones are counted, private ones keep their state only', () => {
  const at = ['DTSTART:20261125T020000Z', 'DTEND:20261125T030000Z'];
  const found = read(
    [...at, 'SUMMARY:会議', 'STATUS:CANCELLED'],
    [...at, 'SUMMARY:研修', 'TRANSP:TRANSPARENT'],
    [...at, 'SUMMARY:山田さん'],
    [...at, 'SUMMARY:出張 病院', 'LOCATION:病院', 'CLASS:PRIVATE'],
    ['DTSTART:20261123T020000Z', 'DTEND:20261123T030000Z', 'SUMMARY:会議'],
  );
  expect(found).toMatchObject({ unclear: 1, rows: [{ state: 'out', place: '', note: '' }] });
});

test('a rule that no day fulfils, and what is no calendar, end at once', { timeout: 2000 }, () => {
  const at = ['DTSTART:20261125T020000Z', 'DTEND:20261125T030000Z', 'SUMMARY:会議'];
  const rules = [
    'FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;BYDAY=6MO',
    'FREQ=DAILY;INTERVAL=999999999',
    'FREQ=DAILY;INTERVAL=7;BYDAY=MO',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31',
  ];
  for (const rule of rules) expect(read([...at, `RRULE:${rule}`])?.rows.length).toBeLessThan(2);
  for (const text of ['', 'BEGIN:VCALENDAR', '職員番号,日付\r\n', 'BEGIN:VCARD\r\nEND:VCARD\r\n'])
    expect(readCalendar(text, now)).toBeUndefined();
});
