import type { redactions as ja } from '../ja/redactions.ts';

const day = (iso: string) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso));

export const redactions: typeof ja = {
  title: 'Redact this message?',
  tell: 'Its text disappears from history, quotes and notices too. This cannot be undone. Only the records office can read the original, until its term ends.',
  written: (name: string, when: string) => `Message by ${name} (${when})`,
  reason: 'Reason',
  reasonHint: 'For example: it held the address of a resident. Goes into the log.',
  term: 'Keep the original for',
  years: (count: number) => (count === 1 ? '1 year' : `${count} years`),
  done: 'Redacted',

  lead: 'Take out what must not be read, and keep the original until its term ends. Opening an original is written to the log with name and time.',
  link: 'Link of the message',
  linkHint: 'Paste here what “Copy link” of the message gave you.',
  find: 'Find',
  notALink: 'This is not the link of a message in Engawa. Copy it again with “Copy link”.',
  already: 'This message is redacted already.',
  none: 'No message has been redacted yet.',
  direct: 'Direct',
  writtenAt: 'Written',
  channel: 'Channel',
  author: 'Author',
  redactedAt: 'Redacted',
  redactedBy: 'Redacted by',
  until: 'Kept until',
  untilDay: day,
  openOriginal: 'Open original',
  original: 'Original of the redacted message',
  originalTell: 'That you opened it has just been written to the log.',
  earlier: 'Before it was edited',
  more: 'Read on',
};
