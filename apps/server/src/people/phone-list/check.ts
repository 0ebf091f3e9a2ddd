import type { ColumnKind, Finding } from '@engawa/contract/phone-list';
import { foldTight } from '@engawa/text/fold';
import { numberKey } from './number-key.ts';
import type { ListedPerson } from './rows.ts';

/** Looks over all people together: what only shows between rows, and what is missing in one. */
export function checkPeople(people: readonly ListedPerson[]): Finding[] {
  const byStaffNo = Map.groupBy(people, ({ staffNo }) => numberKey(staffNo));
  const byExtension = new Map<string, ListedPerson[]>();
  for (const person of people) {
    for (const number of person.extensions)
      byExtension.set(number, [...(byExtension.get(number) ?? []), person]);
  }
  const looks = new Map(people.map((person) => [person, foldTight(`${person.name}|${person.kana}`)]));
  const lookalikes = Map.groupBy(people, (person) => looks.get(person));
  return people.flatMap((person) => {
    const findings: Finding[] = [];
    const find = (code: Finding['code'], blocks: boolean, rest: Partial<Finding> = {}) =>
      findings.push({ line: person.line, code, blocks, ...rest });
    for (const [column, longest] of LONGEST) {
      const cells = textsOf(person, column);
      const long = cells.find((text) => text.length > longest);
      if (long) find('too_long', true, { column, about: `${long.slice(0, 20)}…` });
    }
    // Cities list the telephone of a counter without anybody's name.
    const isCounter = person.name === '' && person.staffNo === '' && person.extensions.length > 0;
    const counter = isCounter ? { about: person.extensions.join('・') } : {};
    if (person.name === '') find('no_name', true, { column: 'name', ...counter });
    if (person.staffNo === '' && !isCounter) find('no_staff_no', true, { column: 'staffNo' });
    const twice = person.staffNo === '' ? [] : (byStaffNo.get(numberKey(person.staffNo)) ?? []);
    if (twice.length > 1)
      find('staff_no_twice', true, { column: 'staffNo', about: namesBeside(person, twice) });
    if (person.kana === '' && person.name !== '') find('missing_kana', false, { column: 'kana' });
    for (const number of person.extensions) {
      const sharing = byExtension.get(number) ?? [];
      if (sharing.length < 2) continue;
      find('shared_extension', false, { column: 'extension', about: namesBeside(person, sharing) });
      break;
    }
    const alike = lookalikes.get(looks.get(person)) ?? [];
    if (person.name !== '' && alike.length > 1 && twice.length < 2) {
      find('looks_twice', false, { column: 'name', about: alike.map(({ line }) => line).join('、') });
    }
    return findings;
  });
}

// What the house holds of each; a longer cell is two cells run together, or no phone list at all.
const LONGEST: readonly (readonly [ColumnKind, number])[] = [
  ['name', 60],
  ['kana', 80],
  ['staffNo', 40],
  ['loginName', 60],
  ['section', 60],
  ['post', 60],
  ['extension', 20],
  ['directLine', 100],
  ['email', 200],
  ['duties', 200],
];

function textsOf(person: ListedPerson, column: ColumnKind): readonly string[] {
  if (column === 'section') return person.posts.flatMap(({ section }) => section);
  if (column === 'post') return person.posts.map(({ title }) => title);
  if (column === 'extension') return person.extensions;
  if (column === 'duties') return person.duties;
  const { name, kana, staffNo, loginName, directLine, email } = person;
  const single: Partial<Record<ColumnKind, string>> = { name, kana, staffNo, loginName, directLine, email };
  return [single[column] ?? ''];
}

// One of them is named, the others are counted: a counter's telephone is shared by a whole section.
// A name given twice under one number is told by its line instead.
function namesBeside(person: ListedPerson, people: readonly ListedPerson[]): string {
  const [first, ...others] = people.filter((other) => other !== person);
  if (!first) return '';
  const named = first.name === person.name ? `${first.line}` : first.name;
  return others.length > 0 ? `${named}+${others.length}` : named;
}
