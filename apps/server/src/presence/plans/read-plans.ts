import type { PlanFault } from '@engawa/contract/presence';
import { readDay } from '@engawa/text/wareki';
import { decode } from '../../people/phone-list/decode.ts';
import { readCsv } from '../../people/phone-list/read-csv.ts';
import { stateOfPlan, type PlanState } from './plan-kinds.ts';

/** One line of a rota or a calendar: who is where, from when until when. */
export type PlanRow = {
  line: number;
  staffNo: string;
  state: PlanState;
  place: string;
  note: string;
  startsAt: Date;
  endsAt: Date;
};

export type PlansRead = { rows: PlanRow[]; faults: PlanFault[] };

const columns = {
  staffNo: /^(職員|社員|職員等)?(番号|コード|ID)$|^staffNo$/i,
  day: /^(日|日付|年月日|開始日|予定日|当番日)$/,
  endDay: /^(終了日)$/,
  start: /^(開始|開始時刻|開始時間|自)$/,
  end: /^(終了|終了時刻|終了時間|至)$/,
  kind: /^(区分|種別|種類|予定区分|当番|予定の種類|予定)$/,
  place: /^(場所|行き先|行先|施設|会場)$/,
  note: /^(件名|内容|用件|ひとこと|備考|タイトル|予定詳細)$/,
} as const;
type Column = keyof typeof columns;

const mostPlace = 40;
const mostNote = 60;

/** Reads a rota (窓口・宿日直) or the export of a calendar as cities save it; undefined for what is neither. */
export function readPlans(bytes: Uint8Array): PlansRead | undefined {
  const table = readCsv(decode(bytes).text);
  const [heading, ...lines] = table?.rows ?? [];
  if (!heading) return undefined;
  const places = new Map<Column, number>();
  for (const [index, cell] of heading.cells.entries()) {
    const name = cell.normalize('NFKC').replace(/\s/g, '');
    for (const [column, pattern] of Object.entries(columns))
      // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the keys of the table above
      if (pattern.test(name) && !places.has(column as Column)) places.set(column as Column, index);
  }
  if (!['staffNo', 'day', 'start', 'end'].every((name) => [...places.keys()].some((key) => key === name)))
    return undefined;
  const rows: PlanRow[] = [];
  const faults: PlanFault[] = [];
  for (const { line, cells } of lines) {
    const cell = (column: Column) => {
      const at = places.get(column);
      return at === undefined ? '' : (cells[at] ?? '').normalize('NFKC').trim();
    };
    const read = rowOf(line, cell);
    if ('why' in read) faults.push(read);
    else rows.push(read);
  }
  return { rows, faults };
}

function rowOf(line: number, cell: (column: Column) => string): PlanRow | PlanFault {
  const fault = (why: PlanFault['why'], about: string): PlanFault => ({
    line,
    why,
    about: about.slice(0, 60),
  });
  const staffNo = cell('staffNo');
  if (!staffNo) return fault('no_staff_no', '');
  const day = readDay(cell('day'));
  if (!day) return fault('no_day', cell('day'));
  const [start, end] = [timeOf(cell('start')), timeOf(cell('end'))];
  if (!start || !end) return fault('no_time', `${cell('start')} ${cell('end')}`);
  const startsAt = new Date(`${day}T${start}:00+09:00`);
  const endDay = readDay(cell('endDay')) ?? day;
  const sameDay = new Date(`${endDay}T${end}:00+09:00`);
  // A night on duty ends on the day after.
  const endsAt = sameDay > startsAt ? sameDay : new Date(sameDay.getTime() + 86_400_000);
  if (endsAt <= startsAt) return fault('no_time', `${cell('start')} ${cell('end')}`);
  const kind = cell('kind');
  const state = stateOfPlan(kind) ?? (kind === '' ? 'counter' : undefined);
  if (!state) return fault('unknown_kind', kind);
  const place = cell('place') || (/宿直|日直/.test(kind) ? kind : '');
  return {
    ...{ line, staffNo, state, startsAt, endsAt },
    place: place.slice(0, mostPlace),
    note: cell('note').slice(0, mostNote),
  };
}

/** 9:00, 0900, 9時30分. */
function timeOf(text: string): string | undefined {
  const [, hour, minute = '00'] = /^(\d{1,2})[:時]?(\d{2})?分?(?::\d{2})?$/.exec(text) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined;
  return `${hour.padStart(2, '0')}:${minute}`;
}
