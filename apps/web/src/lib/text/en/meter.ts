import type { meter as ja } from '../ja/meter.ts';

export const meter: typeof ja = {
  title: 'Instead of extensions',
  lead: 'How often the extension telephone was not needed: by section and month, never by person.',
  year: 'Year',
  yearOf: (year) => `April ${year} – March ${year + 1}`,
  section: 'Section',
  whole: 'All that I may see',
  csv: 'CSV',
  kinds: { calls: 'Calls', asks: 'Asked first', memos: 'Memos', messages: 'Answered in chat' },
  total: 'Total',
  times: '',
  thisMonth: 'This month',
  inYear: 'This year',
  perMonth: 'By month',
  month: (month) => `${Number(month.slice(5))}`,
  bySection: 'By section',
  table: 'Table by month',
  chart: (title) => `Bars: ${title}. The same figures stand in the table below.`,
  how: 'How it is counted',
  counted:
    'Calls that were answered; questions that were answered without a call or a memo; memos; memos that were answered in chat. Each is counted once.',
  fewest: (n) => `A section of fewer than ${n} people is counted with the one above it.`,
  nothing: 'There are no figures yet.',
};
