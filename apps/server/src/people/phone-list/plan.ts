import { newId } from '@engawa/db/id';
import { closingSections } from './closing.ts';
import { countsOf, type PersonChange } from './difference.ts';
import { endedByLeaving, leaversOf, moveOf } from './moves.ts';
import type { PreparedList } from './prepare.ts';
import { pathKey } from './section-path.ts';

/** What an import writes, each a JSON array of rows that PostgreSQL unpacks by itself. */
export interface ImportPlan {
  digest: string;
  blocked: number;
  counts: ReturnType<typeof countsOf>;
  sections: number;
  /** Sections that this list empties and that end with it. */
  closed: number;
  /** People whose posts end, and administrators who are kept although the list does not have them. */
  leavers: string[];
  keptAdministrators: string[];
  newSections: string;
  sectionOrders: string;
  closedSections: string;
  newPeople: string;
  changedPeople: string;
  endedPosts: string;
  newPosts: string;
  /** People whose extensions and duties are written anew. */
  rewritten: string;
  extensions: string;
  duties: string;
}

/** What was decided about a list: what becomes of people who are not in it, and which emptied sections close. */
export interface Decided {
  left: 'keep' | 'end';
  close: readonly string[];
}

/** Works out every row to be written. */
export function planOf(prepared: PreparedList, { left, close }: Decided): ImportPlan {
  const { digest, list, hall, difference } = prepared;
  const { today } = hall;
  const sectionIds = new Map(hall.sections.map(({ id, path }) => [pathKey(path), id]));
  const newSections = list.sections
    .filter(({ key }) => !sectionIds.has(key))
    .flatMap(({ key, parentKey, name, order }) => {
      const parentId = parentKey === undefined ? null : (sectionIds.get(parentKey) ?? null);
      // One that was closed is opened again, with everything that was written in it.
      const before = hall.closed.findLast((one) => one.parentId === parentId && pathKey(one.path) === key);
      const id = before?.id ?? newId();
      sectionIds.set(key, id);
      return before ? [] : [{ id, parentId, name, orderNo: order }];
    });
  const sectionOrders = list.sections.map(({ key, order }) => ({ id: sectionIds.get(key), orderNo: order }));

  const people = difference.people.map((change, orderNo) => ({
    ...change,
    id: change.known?.id ?? newId(),
    orderNo,
  }));
  const joined = people.filter(({ known }) => known === undefined);
  const changed = people.filter(
    ({ known, changes, orderNo }) => known && (changes.length > 0 || known.orderNo !== orderNo),
  );
  const rewritten = people.filter(({ changes }) => changes.includes('joined') || changes.includes('details'));

  const moves = people.map((one) => moveOf(one, today));
  const leavers = left === 'end' ? leaversOf(difference.left) : [];
  const endedPosts = [...moves.flatMap(({ ended }) => ended), ...endedByLeaving(leavers, today)];
  const newPosts = moves.flatMap(({ begun }, at) =>
    begun.map((post) => ({
      id: newId(),
      personId: people[at]?.id,
      sectionId: sectionIds.get(pathKey(post.section)) ?? null,
      title: post.title,
      isHead: post.isHead,
      isMain: post.isMain,
      from: post.from ?? today,
      until: post.until ?? null,
    })),
  );

  const wanted = new Set(close);
  const closing = closingSections(prepared, endedPosts, (id) => wanted.has(id));

  return {
    digest,
    blocked: new Set(list.findings.filter(({ blocks }) => blocks).map(({ line }) => line)).size,
    counts: countsOf(difference),
    sections: newSections.length,
    closed: closing.length,
    closedSections: JSON.stringify(closing.map(({ id, until }) => ({ id, until }))),
    leavers: leavers.map(({ id }) => id),
    keptAdministrators:
      left === 'end' ? difference.left.filter((one) => one.isAdministrator).map(({ id }) => id) : [],
    newSections: JSON.stringify(newSections),
    sectionOrders: JSON.stringify(sectionOrders),
    newPeople: JSON.stringify(joined.map(personRow)),
    changedPeople: JSON.stringify(changed.map(personRow)),
    endedPosts: JSON.stringify(endedPosts),
    newPosts: JSON.stringify(newPosts),
    rewritten: JSON.stringify(rewritten.map(({ id }) => id)),
    extensions: JSON.stringify(
      rewritten.flatMap(({ id, person }) =>
        person.extensions.map((number) => ({ id: newId(), personId: id, number })),
      ),
    ),
    duties: JSON.stringify(
      rewritten.flatMap(({ id, person }) =>
        person.duties.map((name, orderNo) => ({ id: newId(), personId: id, name, orderNo })),
      ),
    ),
  };
}

function personRow({ id, person, orderNo }: PersonChange & { id: string; orderNo: number }) {
  const { staffNo, loginName, name, kana, directLine, email } = person;
  return {
    id,
    staffNo,
    loginName: loginName || null,
    name,
    kana,
    directLine: directLine || null,
    email: email || null,
    orderNo,
  };
}
