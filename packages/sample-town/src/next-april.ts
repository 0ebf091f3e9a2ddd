import { romaji } from './kana.ts';
import { random } from './random.ts';
import { HEAD_TITLES, roster, type Clerk } from './roster.ts';
import { sections } from './sections.ts';
import { dataLines } from './text-file.ts';

/** The roster of the following April with what changed; people are named by staff number. */
export interface Reshuffle {
  clerks: Clerk[];
  joined: string[];
  left: string[];
  moved: string[];
  renamed: string[];
}

const NEW_FAMILY = ['向井 ムカイ', '髙梨 タカナシ', '寺西 テラニシ', '植松 ウエマツ'];

const STAYS = /保育士|調理員|保健師|司書|栄養士|学芸員|社会福祉士|会計年度任用職員|指導主事/;

/** Makes the list of the following April: some left, some joined, many moved, a few have another name. */
export function nextApril(): Reshuffle {
  const rng = random('翌年度の異動');
  const before = roster();
  const paths = new Map(sections().map((section) => [section.path, section]));
  const retiring = before.filter((clerk) => clerk.staffNo < '91' && clerk.staffNo > '89');
  const leaving = rng.shuffled(before.filter((clerk) => !HEAD_TITLES.includes(clerk.title))).slice(0, 12);
  const left = new Set(
    [...retiring.filter((clerk) => !/部長/.test(clerk.title)), ...leaving].map((c) => c.staffNo),
  );
  const staying = before.filter((clerk) => !left.has(clerk.staffNo));

  const married = rng
    .shuffled(staying.filter((clerk) => /主事|主任|保育士/.test(clerk.title)))
    .slice(0, NEW_FAMILY.length);
  const families = new Map(married.map((clerk, i) => [clerk.staffNo, NEW_FAMILY[i]?.split(' ') ?? []]));

  // People of the same post change places in pairs, as a reshuffle does.
  const target = new Map<string, Clerk>();
  for (const title of ['係長', '主査', '主任', '主事', '技師']) {
    const group = rng.shuffled(staying.filter((clerk) => clerk.title === title && !STAYS.test(clerk.title)));
    const moving = group.slice(0, Math.floor(group.length * 0.3));
    moving.forEach((clerk, i) => {
      const to = moving[(i + 1) % moving.length];
      if (to && to.section !== clerk.section) target.set(clerk.staffNo, to);
    });
  }

  const moved: string[] = [];
  const changed = staying.map((clerk): Clerk => {
    const to = target.get(clerk.staffNo);
    const [family, familyKana] = families.get(clerk.staffNo) ?? [];
    const named = family && familyKana ? { ...clerk, family, familyKana } : clerk;
    if (!to) return named;
    moved.push(clerk.staffNo);
    const { section, extension, direct, duties } = to;
    return { ...named, section, extension, direct, duties, concurrent: [] };
  });

  const vacancies = before.filter((clerk) => left.has(clerk.staffNo));
  const newcomers = dataLines('data/新採.txt')
    .slice(0, vacancies.length)
    .map((line, i): Clerk => {
      const [family = '', familyKana = '', given = '', givenKana = ''] = line.split(' ');
      const place = vacancies[i];
      if (!place) throw new Error('more newcomers than places');
      const title = /主|係長|長/.test(place.title) ? '主事補' : place.title;
      const staffNo = `260${String(i + 1).padStart(2, '0')}`;
      const mail = `${romaji(givenKana).charAt(0)}.${romaji(familyKana)}@city.yukarino.example`;
      return { ...place, staffNo, family, familyKana, given, givenKana, title, mail, concurrent: [] };
    });

  const order = [...paths.keys()];
  const clerks = [...changed, ...newcomers].sort(
    (a, b) => order.indexOf(a.section) - order.indexOf(b.section),
  );
  return {
    clerks,
    joined: newcomers.map((clerk) => clerk.staffNo),
    left: [...left],
    moved,
    renamed: married.map((clerk) => clerk.staffNo),
  };
}
