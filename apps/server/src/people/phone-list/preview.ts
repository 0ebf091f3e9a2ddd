import type { ListPreview, PreviewRow } from '@engawa/contract/phone-list';
import { previewOfClosing } from './closing.ts';
import { countsOf, type PersonChange } from './difference.ts';
import type { PreparedList } from './prepare.ts';
import { pathKey } from './section-path.ts';

const MOST_ROWS = 1500;
const MOST_FINDINGS = 5000;

/** What the page shows before anything is written: the doubtful rows first, then those that change. */
export function previewOf(prepared: PreparedList): ListPreview {
  const { digest, list, hall, difference } = prepared;
  const existing = new Set(hall.sections.map(({ path }) => pathKey(path)));
  const closed = new Set(hall.closed.map(({ path }) => pathKey(path)));
  const blocked = new Set(list.findings.filter(({ blocks }) => blocks).map(({ line }) => line));
  const doubtful = new Set(list.findings.map(({ line }) => line)).difference(blocked);
  const rank = ({ person, changes }: PersonChange) =>
    blocked.has(person.line) ? 0 : doubtful.has(person.line) ? 1 : changes.length > 0 ? 2 : 3;
  const rows = difference.people
    .toSorted((a, b) => rank(a) - rank(b) || a.person.line - b.person.line)
    .slice(0, MOST_ROWS);
  return {
    digest,
    encoding: list.encoding,
    delimiter: list.delimiter,
    reading: list.reading,
    headings: list.headings,
    samples: list.rows
      .filter(({ line }) => line > list.reading.headingLine)
      .slice(0, 5)
      .map(({ cells }) => cells),
    people: list.people.length,
    blocked: blocked.size,
    doubtful: doubtful.size,
    counts: countsOf(difference),
    sections: list.sections.map(({ key, path, people }) => ({
      path: [...path],
      people,
      isNew: !existing.has(key),
      returns: !existing.has(key) && closed.has(key),
    })),
    closing: previewOfClosing(prepared),
    rows: rows.map(rowOf),
    moreRows: difference.people.length - rows.length,
    findings: list.findings.slice(0, MOST_FINDINGS),
    moreFindings: Math.max(0, list.findings.length - MOST_FINDINGS),
    left: difference.left.slice(0, MOST_ROWS).map(({ id, name, staffNo, posts }) => ({
      id,
      name,
      staffNo,
      section: [...(posts[0]?.section ?? [])],
    })),
  };
}

function rowOf({ person, known, changes }: PersonChange): PreviewRow {
  const { line, name, kana, staffNo, extensions, duties } = person;
  const isTold = changes.includes('moved') || changes.includes('renamed');
  return {
    line,
    name,
    kana,
    staffNo,
    extensions,
    posts: person.posts.map(shown),
    duties,
    changes,
    before: isTold && known ? { name: known.name, posts: known.posts.map(shown) } : undefined,
  };
}

function shown({ section, title }: { section: readonly string[]; title: string }) {
  return { section: [...section], title };
}
