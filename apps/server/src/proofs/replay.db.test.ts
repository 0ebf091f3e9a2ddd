import { afterAll, beforeAll, expect, test } from 'vitest';
import { adminEvents, Hall } from '@engawa/contract/admin';
import { labelEvents, LabelTable } from '@engawa/contract/labels';
import type { LiveEvent } from '@engawa/contract/live';
import { OwnSession, sessionEvents } from '@engawa/contract/sessions';
import { Start } from '@engawa/contract/start';
import { z } from 'zod';
import type { Colleague } from '../../../../infra/colleague.ts';
import { TestBrowser } from '../../../../infra/test-browser.ts';
import { testHouse, type Made, type TestHouse } from '../../../../infra/test-house.ts';

let house: TestHouse;
let misaki: Made;
let ken: Made;

beforeAll(async () => {
  house = await testHouse();
  misaki = await house.person('髙田 美咲', { roles: ['system'] });
  ken = await house.person('松井 健', { roles: ['system'] });
});
afterAll(() => house.stop());

/** What a page of an administrator knows from these rooms. */
async function snapshot(page: Colleague) {
  const browser = new TestBrowser(house.origins.lgwan, ken.cookies.lgwan);
  const start = Start.parse((await page.get('/api/start')).data);
  const sessions = z.array(OwnSession).parse((await browser.get('/api/sessions')).body);
  const hall = Hall.parse((await browser.get('/api/admin/hall')).body);
  const people = await page.get<{ people: { id: string; former: boolean }[] }>('/api/people');
  return {
    hall,
    roles: start.me.roles,
    labels: start.labels,
    sessions: new Set(sessions.map(({ id }) => id)),
    former: new Set(people.data.people.flatMap(({ id, former }) => (former ? [id] : []))),
  };
}
type Known = Awaited<ReturnType<typeof snapshot>>;

function after(known: Known, { type, data }: LiveEvent): Known {
  switch (type) {
    case 'hall:changed':
      return { ...known, hall: Hall.parse(data) };
    case 'labels:changed':
      return { ...known, labels: LabelTable.parse(data) };
    case 'roles:changed':
      return { ...known, roles: adminEvents['roles:changed'].parse(data).roles };
    case 'session:ended': {
      const { sessionId } = sessionEvents['session:ended'].parse(data);
      return { ...known, sessions: known.sessions.difference(new Set([sessionId])) };
    }
    case 'person:disabled':
      return {
        ...known,
        former: known.former.union(new Set([adminEvents['person:disabled'].parse(data).personId])),
      };
    case 'person:changed': {
      const { id, former } = z.object({ id: z.string(), former: z.boolean() }).parse(data);
      const one = new Set([id]);
      return { ...known, former: former ? known.former.union(one) : known.former.difference(one) };
    }
    default:
      return known;
  }
}

test('what was known before, and every event of sessions, labels and administration, tell what is now', async () => {
  const admin = await house.connect(misaki);
  const page = await house.connect(ken);
  const others = await Promise.all(['一', '二', '三', '四'].map((name) => house.person(name)));
  const before = await snapshot(page);
  const guests = await house.db
    .selectFrom('session')
    .select('id')
    .where('personId', '=', ken.id)
    .where('zone', 'in', ['guest', 'internet'])
    .execute();

  await Promise.all([
    ...guests.map(({ id }) => page.command('session:end', { id })),
    ...others.map(({ id }) => admin.command('person:disable', { personId: id })),
    admin.command('role:grant', { personId: ken.id, role: 'audit' }),
    admin.command('role:grant', { personId: ken.id, role: 'records' }),
    admin.command('hall:change', { hallName: '縁野市' }),
    page.command('hall:change', { helpLine: '内線 2345' }),
    admin.command('hall:change', { myNumberWithReason: true }),
    ...['1', '2', '3C', '3B', '3A'].map((label) =>
      admin.command('label:rule', { zone: 'guest', label, action: 'print', allowed: true }),
    ),
    page.command('label:rename', { code: '3A', name: '機密性3A（秘密文書）', nameEn: 'Confidentiality 3A' }),
  ]);
  await Promise.all(others.slice(0, 2).map(({ id }) => admin.command('person:enable', { personId: id })));
  await admin.command('role:revoke', { personId: ken.id, role: 'audit' });
  await page.event('roles:changed', ({ data }) => JSON.stringify(data) === '{"roles":["records","system"]}');
  await page.settle();

  const met = new Set(page.events.map(({ type }) => type));
  const mine = [...Object.keys(sessionEvents), ...Object.keys(labelEvents), ...Object.keys(adminEvents)];
  // Closing a zone is told in channels, and proven in labels.db.test.ts.
  expect(mine.filter((type) => !met.has(type))).toEqual(['zone:closed']);
  expect(page.events.reduce(after, before)).toEqual(await snapshot(page));
  // Twice is as good as once: a resume may bring what was already there.
  expect([...page.events, ...page.events.slice(-1)].reduce(after, before)).toEqual(await snapshot(page));
});
