import { dataLines } from './text-file.ts';

/** A 部, 課 or 係 of the sample town with what it answers for. */
export interface Section {
  path: string;
  level: 1 | 2 | 3;
  name: string;
  firstExtension: number;
  sharedExtension: string | undefined;
  posts: { title: string; count: number }[];
  duties: string[];
}

function parse(line: string): Section {
  const [path = '', rest = ''] = line.split(' = ');
  const [first = '', shared = '', posts = '', duties = ''] = rest.split(';').map((part) => part.trim());
  const names = path.split('/');
  return {
    path,
    level: names.length === 1 ? 1 : names.length === 2 ? 2 : 3,
    name: names.at(-1) ?? path,
    firstExtension: Number(first),
    sharedExtension: shared || undefined,
    posts: posts.split(' ').map((post) => {
      const [, title = '', count = '1'] = /^(.*?)(\d+)$/.exec(post) ?? [];
      return { title, count: Number(count) };
    }),
    duties: duties.split('/'),
  };
}

/** Lists the sections of the sample town in the order of its organisation rules. */
export function sections(): Section[] {
  return dataLines('data/組織.txt').map(parse);
}
