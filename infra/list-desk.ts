import { ListPreview } from '@engawa/contract/phone-list';
import { Directory, type ListOptions } from '@engawa/contract/people';
import type { CommandOutput } from '@engawa/contract/socket';
import { encodeCp932 } from '@engawa/server/src/people/phone-list/cp932.ts';
import type { Colleague } from './colleague.ts';
import type { Made, TestHouse } from './test-house.ts';

const CELLS = {
  department: '総務部',
  division: '税務課',
  unit: '収納係',
  post: '主事',
  kana: 'ﾔﾏ',
  extension: '2134',
  duties: '',
  concurrent: '',
};

export const HEADING = '部,課,係,職名,氏名,フリガナ,職員番号,内線,担当業務,兼務';

/** Rows below the usual headings, as a file of CP932. */
export function csv(...rows: string[]): Uint8Array {
  return encodeCp932([HEADING, ...rows].join('\r\n')).bytes;
}

/** One person's row. */
export function row(name: string, staffNo: string, more: Partial<typeof CELLS> = {}): string {
  const cells = { ...CELLS, ...more };
  const { department, division, unit, post, kana, extension, duties, concurrent } = cells;
  return [department, division, unit, post, name, kana, staffNo, extension, duties, concurrent].join(',');
}

/** The place of an administrator who brings phone lists in, as the page does. */
export class ListDesk {
  readonly admin: Made;
  readonly page: Colleague;
  readonly #house: TestHouse;

  constructor(house: TestHouse, admin: Made, page: Colleague) {
    this.#house = house;
    this.admin = admin;
    this.page = page;
  }

  send(path: string, body: Uint8Array | string, type: string, person = this.admin): Promise<Response> {
    const origin = this.#house.origins.lgwan;
    return fetch(origin + path, {
      method: 'POST',
      headers: { cookie: person.cookies.lgwan, origin, 'content-type': type },
      body: typeof body === 'string' ? body : new Uint8Array(body),
    });
  }

  async upload(bytes: Uint8Array): Promise<string> {
    const answer = await this.send('/api/people/import/file', bytes, 'text/csv');
    return Object(await answer.json()).fileId;
  }

  async preview(options: Partial<ListOptions> & { fileId: string }): Promise<ListPreview> {
    const body = JSON.stringify(options);
    const answer = await this.send('/api/people/import/preview', body, 'application/json');
    return ListPreview.parse(await answer.json());
  }

  /** Brings a list in: what it empties is closed, unless it is named to be kept. */
  async bring(
    bytes: Uint8Array,
    left: 'keep' | 'end' = 'keep',
    keeps: (path: string[]) => boolean = () => false,
  ): Promise<CommandOutput<'people:import'>> {
    const fileId = await this.upload(bytes);
    const { reading, digest, closing } = await this.preview({ fileId });
    const close = closing
      .filter(({ path, onlyWithLeft }) => (left === 'end' || !onlyWithLeft) && !keeps(path))
      .map(({ id }) => id);
    return this.page.command('people:import', { fileId, reading, digest, left, close });
  }

  async directory(): Promise<Directory> {
    return Directory.parse((await this.page.get('/api/people')).data);
  }

  async called(name: string): Promise<Directory['people'][number] | undefined> {
    return (await this.directory()).people.find((person) => person.name === name);
  }
}

/** Seats an administrator at a house to bring phone lists in. */
export async function listDesk(house: TestHouse): Promise<ListDesk> {
  const admin = await house.person('管理 花子', { roles: ['system'] });
  return new ListDesk(house, admin, await house.connect(admin));
}
