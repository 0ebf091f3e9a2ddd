import type { People, PersonCard, SectionCard } from '#lib/people/people.svelte.ts';
import { t } from '#lib/text/presence.ts';

export type BoardRow = { person: PersonCard; title: string };
export type BoardCard = { key: string; name: string; rows: readonly BoardRow[] };

/** A part of a larger section, as the server counts it. */
const isPart = (name: string) => /(係|担当|班|グループ|チーム)$/.test(name);

/** The 課 that a section belongs to. */
export function unitOf(people: People, section: SectionCard): SectionCard {
  let unit = section;
  while (isPart(unit.name)) {
    const above: SectionCard | undefined = unit.parentId === null ? undefined : people.section(unit.parentId);
    if (!above) return unit;
    unit = above;
  }
  return unit;
}

/** The 課 that have people, in the order of the hall. */
export function units(people: People): SectionCard[] {
  const seated = new Set(people.all.flatMap(({ posts }) => posts.map(({ sectionId }) => sectionId)));
  const found = people.sections
    .filter(({ id }) => seated.has(id))
    .map((section) => unitOf(people, section).id);
  const wanted = new Set(found);
  return people.sections.filter(({ id }) => wanted.has(id));
}

/** 課長・課長補佐: who sits in the 課 itself. */
function headsOf({ name }: SectionCard, rows: readonly BoardRow[]): string {
  const titles = rows.map(({ title }) =>
    title.startsWith(name) ? name.slice(-1) + title.slice(name.length) : title,
  );
  const [first, second, ...more] = [...new Set(titles.filter(Boolean))];
  if (!first) return name;
  return [first, second, more.length > 0 ? t.andMore : undefined].filter(Boolean).join('・');
}

/** One card for each 係 of the chosen 課, everybody in the order of seats (職制順). */
export function boardCards(people: People, chosen: readonly string[]): BoardCard[] {
  const rows = new Map<string, BoardRow[]>();
  for (const person of people.all) {
    for (const sectionId of new Set(person.posts.map((post) => post.sectionId))) {
      const title = person.posts.find((post) => post.sectionId === sectionId)?.title ?? '';
      const seats = rows.get(sectionId) ?? [];
      seats.push({ person, title });
      rows.set(sectionId, seats);
    }
  }
  const wanted = new Set(chosen);
  const isAlone = wanted.size === 1;
  return people.sections.flatMap((section): BoardCard[] => {
    const seats = rows.get(section.id);
    const unit = unitOf(people, section);
    if (!seats || !wanted.has(unit.id)) return [];
    const own = section.id === unit.id ? headsOf(section, seats) : section.name;
    return [{ key: section.id, name: isAlone ? own : `${unit.name}　${own}`, rows: seats }];
  });
}
