import { random } from './random.ts';
import { roster } from './roster.ts';

/** Where somebody of the sample town is on the first morning; `untilMinutes` counts from now, null is open. */
export interface TownWhereabouts {
  staffNo: string;
  state: 'in' | 'counter' | 'meeting' | 'away' | 'out' | 'telework' | 'leave';
  place: string;
  note: string;
  untilMinutes: number | null;
}

type Place = readonly [place: string, note: string];

const places: Record<Exclude<TownWhereabouts['state'], 'in'>, readonly Place[]> = {
  counter: [
    ['1番窓口', ''],
    ['2番窓口', ''],
    ['3番窓口', ''],
    ['3番窓口', '応援中'],
    ['総合案内', ''],
  ],
  meeting: [
    ['第1会議室', '予算の説明'],
    ['第2会議室', ''],
    ['第3会議室', '係長会議'],
    ['市民会館 小会議室', '説明会の準備'],
    ['委員会室', ''],
  ],
  away: [
    ['', ''],
    ['書庫', ''],
    ['印刷室', ''],
  ],
  out: [
    ['県庁', '直帰のことあり'],
    ['現地調査 千里浜町', ''],
    ['金融機関めぐり', ''],
    ['道の駅', '打合せ'],
    ['法務局', ''],
    ['家庭訪問', ''],
    ['県の研修センター', '研修'],
  ],
  telework: [['自宅', '']],
  leave: [
    ['', ''],
    ['', '午前のみ'],
    ['', '急ぎは係長へ'],
  ],
};

const hasCounter = /税務課|市民窓口課|会計課|社会福祉係|子育て支援係|業務係|学務係|図書館/;
/** The one that a look at the board begins with. */
const late = { section: '収納係', title: '主査' };

/** Where everybody is, in the proportions of an ordinary morning; one return is past. `here` are at their desks. */
export function whereabouts(here: ReadonlySet<string>): TownWhereabouts[] {
  const rng = random('行き先');
  return roster().map(({ staffNo, section, title }, n) => {
    const at = (state: keyof typeof places, untilMinutes: number | null): TownWhereabouts => {
      const [place, note] = rng.pick(places[state]);
      return { staffNo, state, place, note, untilMinutes };
    };
    if (section.endsWith(late.section) && title === late.title)
      return { staffNo, state: 'out', place: '現地調査 千里浜町', note: '', untilMinutes: -24 };
    const dice = here.has(staffNo) ? 99 : rng.int(0, 99);
    const minutes = 30 * rng.int(1, 6);
    if (dice < 7) return at('meeting', minutes);
    if (dice < 20 && hasCounter.test(section)) return at('counter', minutes);
    if (dice < 31 && n % 2 === 0) return at('out', 60 + minutes);
    if (dice < 35) return at('away', 30);
    if (dice < 39) return at('telework', null);
    if (dice < 43) return at('leave', null);
    return { staffNo, state: 'in', place: '', note: '', untilMinutes: null };
  });
}
