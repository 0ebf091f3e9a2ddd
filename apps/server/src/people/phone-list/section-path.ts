import { fold } from '@engawa/text/fold';

/** Names of sections from the top down: ['総務部', '税務課', '収納係']. */
export type SectionPath = readonly string[];

/** One spelling of a path, for comparing: width, variant kanji and spaces do not tell sections apart. */
export function pathKey(path: SectionPath): string {
  return path.map((name) => fold(name)).join('\u0001');
}

const SEPARATORS = /[\s\u3000/／>＞→|｜\\]+/u;
const ENDINGS = /(?:課|室|係|班|チーム|担当|グループ|センター|所|館|園|局|校|場)$/u;
const NO_CUT = /(?:外部|内部|全部|本部|一部)$/u;

/** Reads a 所属 written in one cell, with or without separators. */
export function splitSection(text: string): string[] {
  return text.split(SEPARATORS).filter(Boolean).flatMap(cutApart);
}

// 総務部税務課収納係 written together: cut after 部, 課 or 局 where the rest is a section by itself.
function cutApart(text: string): string[] {
  for (let at = 3; at < text.length - 1; at++) {
    const head = text.slice(0, at);
    const rest = text.slice(at);
    // 市民課税係 is a 課税係, 総務課長付 is nobody's section.
    if (!/[部課局]$/.test(head) || NO_CUT.test(head) || /^(?:長|税(?!務))/.test(rest)) continue;
    if (ENDINGS.test(rest)) return [head, ...cutApart(rest)];
  }
  return [text];
}

// Longest first: 課長補佐 before 課長.
const TITLES = [
  ...'会計年度任用職員 主任介護支援専門員 会計年度任用 事務局長補佐 事務局次長 主任保育士 管理栄養士 社会福祉士 主任司書 事務局長 課長補佐 室長補佐 部長補佐 所長補佐 次長補佐 指導主事 会計管理者'.split(
    ' ',
  ),
  ...'統括主幹 上席主幹 総括主幹 総括主査 副主幹 副主査 副所長 副館長 副部長 副課長 専門員 保健師 看護師 保育士 栄養士 学芸員 調理員 運転手 主事補 技師補 副参事 担当部長 担当課長 担当係長'.split(
    ' ',
  ),
  ...'部長 次長 課長 室長 係長 班長 所長 館長 園長 局長 校長 場長 署長 参事 理事 主幹 主査 主任 主事 技監 技師 司書 補佐 書記 嘱託 委員 リーダー 座長'.split(
    ' ',
  ),
].toSorted((a, b) => b.length - a.length);

const HEADS = /(?:部長|課長|室長|係長|所長|館長|園長|局長|校長|場長|署長|班長|会計管理者)$/u;
const NOT_HEADS = /(?:補佐|副|代理|心得)/u;

/** Whether a title is that of the head of a section. */
export function isHeadTitle(title: string): boolean {
  return HEADS.test(title) && !NOT_HEADS.test(title);
}

/** Cuts the title off a post written in one piece: DX推進チーム主査, 総務課 危機管理係 主任. */
export function splitPost(text: string): { section: string[]; title: string } {
  const words = text.split(/[\s\u3000]+/u).filter(Boolean);
  const last = words.at(-1) ?? '';
  const title = TITLES.find((one) => last.endsWith(one));
  if (!title) return { section: splitSection(text), title: '' };
  // 税務課長 means the head of 税務課: the 課 belongs to both.
  const rest = last.slice(0, -title.length);
  const shared = /^(?:事務局|[部課室係所館園局校場署班])(?=長)/u.exec(title)?.[0] ?? '';
  const own = rest === '' ? [] : splitSection(rest + (rest.endsWith(shared) ? '' : shared));
  return { section: [...words.slice(0, -1).flatMap(splitSection), ...own], title };
}
