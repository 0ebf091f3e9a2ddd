import { HEAD_TITLES, type Clerk } from './roster.ts';
import { sections } from './sections.ts';
import { PROJECTS, type Label } from './projects.ts';

/** A channel of the sample town; people are given by staff number. */
export interface TownChannel {
  key: string;
  kind: 'public' | 'private' | 'announcement' | 'direct';
  source: 'section' | 'hand';
  sectionPath?: string;
  name: string;
  purpose: string;
  label: Label;
  members: string[];
  owners: string[];
}

const PERSONAL = /税|保険|福祉|地域包括|子育て|保育|人事|学務|健康|業務係|窓口/;

/** Tells whether a clerk belongs to a section or to one below it, concurrent posts included. */
export function belongs(clerk: Clerk, path: string): boolean {
  const inside = (section: string) => section === path || section.startsWith(`${path}/`);
  return inside(clerk.section) || clerk.concurrent.some((post) => inside(post.section));
}

/** Finds the clerk who leads a section. */
export function headOf(clerks: readonly Clerk[], path: string): Clerk | undefined {
  return clerks.find((clerk) => clerk.section === path && HEAD_TITLES.includes(clerk.title));
}

/** Gives one channel for each section. */
export function sectionChannels(clerks: readonly Clerk[]): TownChannel[] {
  return sections().map((section) => {
    const members = clerks.filter((clerk) => belongs(clerk, section.path)).map((clerk) => clerk.staffNo);
    const head = headOf(clerks, section.path)?.staffNo;
    return {
      key: `section:${section.path}`,
      kind: 'public',
      source: 'section',
      sectionPath: section.path,
      name: section.name,
      purpose: section.level < 3 ? `${section.name}の連絡` : section.duties.slice(0, 3).join('・'),
      label: PERSONAL.test(section.name) ? '3C' : '2',
      members,
      owners: head ? [head] : members.slice(0, 1),
    };
  });
}

/** Gives the announcement channel and the channels of projects, whose members are chosen by hand. */
export function projectChannels(clerks: readonly Clerk[]): TownChannel[] {
  return PROJECTS.map(({ name, kind, label, purpose, owners, from, each }) => {
    const of = (names: readonly string[], count: number) =>
      names.flatMap((sectionName) =>
        clerks
          .filter((clerk) => sectionName === '全員' || clerk.section.endsWith(sectionName))
          .slice(0, count),
      );
    const leading = of(owners, kind === 'announcement' ? 99 : 2).map((clerk) => clerk.staffNo);
    const members = [...new Set([...leading, ...of(from, each).map((clerk) => clerk.staffNo)])];
    return { key: `hand:${name}`, kind, source: 'hand', name, purpose, label, members, owners: leading };
  });
}

/** Names a direct channel by its people; the same people always share one. */
export function directChannel(people: readonly Clerk[]): TownChannel {
  const members = people.map((clerk) => clerk.staffNo).sort();
  return {
    key: `direct:${members.join('-')}`,
    kind: 'direct',
    source: 'hand',
    name: '',
    purpose: '',
    label: '2',
    members,
    owners: [],
  };
}
