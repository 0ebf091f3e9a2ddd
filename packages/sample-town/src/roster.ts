import { random, type Random } from './random.ts';
import { romaji } from './kana.ts';
import { sections, type Section } from './sections.ts';
import { dataLines } from './text-file.ts';

/** One row of the phone list. */
export interface Clerk {
  staffNo: string;
  family: string;
  given: string;
  familyKana: string;
  givenKana: string;
  section: string;
  title: string;
  extension: string;
  direct: string;
  mail: string;
  duties: string[];
  concurrent: { section: string; title: string }[];
}

/** Titles that lead a section. */
export const HEAD_TITLES = ['部長', '事務局長', '局長', '課長', '会計管理者', '係長', '所長', '館長'];

const HOURLY = '会計年度任用職員';
const NO_MAIL = ['調理員', HOURLY];
const YEARS_OF: Record<string, readonly [number, number]> = {
  部長: [1989, 1992],
  事務局長: [1989, 1993],
  局長: [1990, 1994],
  会計管理者: [1990, 1994],
  課長: [1992, 1998],
  次長: [1994, 1999],
  課長補佐: [1996, 2002],
  所長: [1993, 2001],
  館長: [1994, 2001],
  係長: [1998, 2006],
  主査: [2003, 2010],
  主任: [2008, 2015],
  主事: [2015, 2023],
  主事補: [2024, 2025],
};
const CONCURRENT: readonly (readonly [string, string, string])[] = [
  ['総務部/税務課/収納係', '主査', '総務部/情報政策課'],
  ['総務部/総務課/総務係', '主任', '総務部/総務課/危機管理係'],
  ['総務部/企画財政課/企画政策係', '主査', '総務部/情報政策課'],
  ['市民福祉部/市民窓口課/窓口係', '主査', '総務部/情報政策課'],
  ['市民福祉部/健康福祉課/社会福祉係', '主査', '市民福祉部/健康福祉課/健康福祉課地域包括支援センター係'],
  ['市民福祉部/健康福祉課/健康づくり係', '保健師', '市民福祉部/子育て支援課/子育て支援係'],
  ['市民福祉部/健康福祉課/健康福祉課地域包括支援センター係', '保健師', '市民福祉部/健康福祉課/健康づくり係'],
  ['産業建設部/建設課/土木係', '係長', '総務部/総務課/危機管理係'],
  ['産業建設部/建設課/都市計画係', '主査', '産業建設部/建設課/土木係'],
  ['産業建設部/農林課', '主事', '産業建設部/商工観光課'],
  ['産業建設部/商工観光課', '主任', '総務部/企画財政課/企画政策係'],
  ['産業建設部/上下水道課/業務係', '主任', '総務部/会計課'],
  ['産業建設部/上下水道課/水道工務係', '主査', '産業建設部/上下水道課/下水道係'],
  ['教育委員会/生涯学習課/社会教育係', '主任', '教育委員会/生涯学習課/図書館'],
  ['教育委員会/学校教育課/学務係', '主任', '総務部/情報政策課'],
  ['市民福祉部/環境課', '主任', '総務部/総務課/危機管理係'],
  ['議会事務局', '主任', '総務部/総務課/総務係'],
];

interface Name {
  text: string;
  kana: string;
}

function names(path: string): Name[] {
  return dataLines(path).map((line) => {
    const [text = '', kana = ''] = line.split(' ');
    return { text, kana };
  });
}

function* deal(list: readonly Name[], rng: Random): Generator<Name, never> {
  for (;;) yield* rng.shuffled(list);
}

function staffNumber(title: string, rng: Random, taken: Set<string>): string {
  const hourly = title === HOURLY;
  const [from, to] = YEARS_OF[title] ?? (hourly ? [2021, 2025] : [2005, 2022]);
  for (;;) {
    const year = String(rng.int(from, to)).slice(2);
    const number = year + (hourly ? '7' : '0') + String(rng.int(1, 48)).padStart(2, '0');
    if (!taken.has(number)) {
      taken.add(number);
      return number;
    }
  }
}

function extensionOf(section: Section, title: string, place: number, rng: Random): string {
  const { sharedExtension: shared, firstExtension: first } = section;
  const isPlace = shared === String(first);
  if (shared && (title === HOURLY || isPlace || (/主事|技師/.test(title) && rng.chance(0.4)))) return shared;
  return String(first + place);
}

function dutiesOf(section: Section, place: number, head: boolean, rng: Random): string[] {
  const own = section.duties;
  if (section.level < 3 && head) return own.slice(0, 3);
  const at = (n: number) => own[n % own.length] ?? '';
  const picked = [at(place * 2), at(place * 2 + 1), ...(rng.chance(0.5) ? [at(place * 2 + 5)] : [])];
  return [...new Set(head ? [`${section.name}の総括`, ...picked.slice(0, 2)] : picked)];
}

function concurrentPosts(clerks: Clerk[]): void {
  for (const [section, title, other] of CONCURRENT) {
    const clerk = clerks.find((c) => c.section === section && c.title === title && c.concurrent.length === 0);
    if (!clerk) throw new Error(`nobody in ${section} is ${title}`);
    clerk.concurrent.push({ section: other, title: title === '係長' ? '主査' : title });
  }
}

/** Lists the 300 people of the sample town, section by section, heads first. */
export function roster(): Clerk[] {
  const rng = random('縁野市の職員');
  const family = deal(names('data/姓.txt'), rng);
  const given = deal(names('data/名.txt'), rng);
  const numbers = new Set<string>();
  const mails = new Set<string>();
  const clerks: Clerk[] = [];
  for (const section of sections()) {
    let place = 0;
    for (const { title, count } of section.posts) {
      for (let i = 0; i < count; i++, place++) {
        const [f, g] = [family.next().value, given.next().value];
        const extension = extensionOf(section, title, place, rng);
        const local = `${romaji(g.kana).charAt(0)}.${romaji(f.kana)}`;
        let mail = local;
        for (let n = 2; mails.has(mail); n++) mail = local + n;
        mails.add(mail);
        clerks.push({
          staffNo: staffNumber(title, rng, numbers),
          family: f.text,
          given: g.text,
          familyKana: f.kana,
          givenKana: g.kana,
          section: section.path,
          title,
          extension,
          direct: `0999-22-${extension}`,
          mail: NO_MAIL.includes(title) ? '' : `${mail}@city.yukarino.example`,
          duties: dutiesOf(section, place, HEAD_TITLES.includes(title), rng),
          concurrent: [],
        });
      }
    }
  }
  concurrentPosts(clerks);
  return clerks;
}
