import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { encodeCp932 } from '@engawa/server/src/people/phone-list/cp932.ts';
import type { Member } from './town.ts';

const Uploaded = z.object({ fileId: z.string() });
const Preview = z.object({ reading: z.unknown(), digest: z.string() });

/** Name and reading of the n-th person. */
export type Named = (n: number) => { name: string; kana: string };

/** A phone list of `people` in sections of three levels with 25 people in each, as a city exports it. */
export function phoneList(people: number, named: Named): Uint8Array<ArrayBuffer> {
  const rows = Array.from({ length: people }, (_, n) => {
    const unit = Math.floor(n / 25);
    const place = `第${Math.floor(unit / 40)}部,第${Math.floor(unit / 4)}課,第${unit}係`;
    const { name, kana } = named(n);
    return `${place},主事,${name},${kana},${100_000 + n},${2000 + (n % 3000)},庶務`;
  });
  const text = ['部,課,係,職名,氏名,フリガナ,職員番号,内線,担当業務', ...rows].join('\r\n');
  return new Uint8Array(encodeCp932(text).bytes);
}

/** Looks at a list and brings it in, as the page does; how long each took. */
export async function bringIn(origin: string, admin: Member, list: Uint8Array<ArrayBuffer>) {
  const post = async (
    path: string,
    type: string,
    body: string | Uint8Array<ArrayBuffer>,
  ): Promise<unknown> => {
    const headers = { cookie: admin.cookie, origin, 'content-type': type };
    const response = await fetch(origin + path, { method: 'POST', headers, body });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const json = (path: string, body: object) => post(path, 'application/json', JSON.stringify(body));
  const began = performance.now();
  const { fileId } = Uploaded.parse(await post('/api/people/import/file', 'text/csv', list));
  const { reading, digest } = Preview.parse(await json('/api/people/import/preview', { fileId }));
  const looked = performance.now();
  const command = { clientId: randomUUID(), fileId, reading, digest, left: 'keep' };
  await json('/api/commands/people:import', command);
  return { previewMs: looked - began, importMs: performance.now() - looked };
}
