import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AdminPeople, AuditPage, RolesPage } from '@engawa/contract/admin';
import { TestBrowser } from '../../../../infra/test-browser.ts';
import { testHouse, type Made, type TestHouse } from '../../../../infra/test-house.ts';

let house: TestHouse;
let misaki: Made;
let ken: Made;

beforeAll(async () => {
  house = await testHouse();
  misaki = await house.person('髙田 美咲', { roles: ['system'] });
  ken = await house.person('松井 健');
});
afterAll(() => house.stop());

test('a disabled person is out within a second, and in again with nothing lost', async () => {
  const admin = await house.connect(misaki);
  const clerk = await house.connect(ken);
  const cut = new Promise<number>((resolve) =>
    clerk.socket.once('disconnect', () => resolve(performance.now())),
  );
  const started = performance.now();
  await admin.command('person:disable', { personId: ken.id });
  expect((await cut) - started).toBeLessThan(1000);
  const browser = new TestBrowser(house.origins.lgwan, ken.cookies.lgwan);
  expect((await browser.get('/api/start')).status).toBe(401);
  await expect(house.connect(ken)).rejects.toThrow();
  expect(await admin.event('person:disabled')).toMatchObject({ scope: 'org', data: { personId: ken.id } });
  const { data } = await admin.get<AdminPeople>('/api/admin/people?show=disabled');
  expect(data.people.map(({ name }) => name)).toEqual(['松井 健']);
  await admin.command('person:enable', { personId: ken.id });
  expect((await admin.get<AdminPeople>('/api/admin/people?show=disabled')).data.people).toEqual([]);
});

test('people are found by what is kept of them, and by who the page says is meant', async () => {
  const admin = await house.connect(misaki);
  const found = async (query: string) =>
    (await admin.get<AdminPeople>(`/api/admin/people?${query}`)).data.people.map(({ name }) => name);
  expect(await found('q=matsui')).toEqual([]);
  expect(await found(`q=matsui&ids=${ken.id}`)).toEqual(['松井 健']);
  expect(await found(`q=${encodeURIComponent('髙田')}&ids=${ken.id}`)).toHaveLength(2);
  expect(await found(`ids=${ken.id}&show=disabled`)).toEqual([]);
});

test('the last administrator stays', async () => {
  const admin = await house.connect(misaki);
  const kept = { ok: false, error: { code: 'last_administrator' } };
  expect(await admin.answer('person:disable', { personId: misaki.id })).toMatchObject(kept);
  expect(await admin.answer('role:revoke', { personId: misaki.id, role: 'system' })).toMatchObject(kept);
});

test('a role counts at once, on sockets that are open, and goes as quickly', async () => {
  const admin = await house.connect(misaki);
  const yuki = await house.person('岸 有希');
  const clerk = await house.connect(yuki);
  const rename = { code: '2', name: '機密性2', nameEn: 'Confidentiality 2' };
  expect(await clerk.answer('label:rename', rename)).toMatchObject({ error: { code: 'not_allowed' } });
  await admin.command('role:grant', { personId: yuki.id, role: 'system' });
  expect(await clerk.event('roles:changed')).toMatchObject({ data: { roles: ['system'] } });
  await clerk.command('label:rename', rename);
  const { data } = await admin.get<RolesPage>('/api/admin/roles');
  expect(data.holders.map(({ name, grantedBy }) => [name, grantedBy])).toEqual([
    ['髙田 美咲', null],
    ['岸 有希', misaki.id],
  ]);
  await admin.command('role:revoke', { personId: yuki.id, role: 'system' });
  await clerk.event('roles:changed', ({ data }) => JSON.stringify(data) === '{"roles":[]}');
  expect(await clerk.answer('label:rename', rename)).toMatchObject({ error: { code: 'not_allowed' } });
});

test('the audit log is searched, paged and taken out, and says so', async () => {
  const admin = await house.connect(misaki);
  const at = house.platform.clock.now();
  const rows = Array.from({ length: 250 }, (_, index) => ({
    id: randomUUID(),
    at: new Date(at.getTime() - index * 1000),
    action: 'test:row',
    detail: { number: index, note: '=HYPERLINK("x")' },
  }));
  await house.db.insertInto('audit').values(rows).execute();
  const seen: unknown[] = [];
  let next: string | null = '';
  while (next !== null) {
    const page: AuditPage = (
      await admin.get<AuditPage>(
        `/api/admin/audit?action=test:row${next && `&before=${encodeURIComponent(next)}`}`,
      )
    ).data;
    seen.push(...page.entries.map(({ detail }) => detail['number']));
    next = page.next;
  }
  expect(seen).toEqual(rows.map((_, index) => index));
  const found = await admin.get<AuditPage>(`/api/admin/audit?text=${encodeURIComponent('松井健')}`);
  expect(
    found.data.entries.map(({ action, targetName, actorName }) => [action, targetName, actorName]),
  ).toEqual([
    ['person:enabled', '松井 健', '髙田 美咲'],
    ['person:disabled', '松井 健', '髙田 美咲'],
  ]);
  const browser = new TestBrowser(house.origins.lgwan, misaki.cookies.lgwan);
  const csv = await browser.get('/api/admin/audit.csv?action=test:row');
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(csv.text.split('\r\n')).toHaveLength(252);
  const log = await admin.get<AuditPage>('/api/admin/audit?action=audit:exported');
  expect(log.data.entries[0]).toMatchObject({
    actorName: '髙田 美咲',
    detail: { action: 'test:row' },
    zone: 'lgwan',
  });
});

test('what the hall settles about itself is told to every page', async () => {
  const admin = await house.connect(misaki);
  const clerk = await house.connect(await house.person('山本 真理'));
  await admin.command('hall:change', { hallName: '縁野市', helpLine: '情報政策課 内線 2345' });
  expect(await clerk.event('hall:changed')).toMatchObject({
    data: { hallName: '縁野市', helpLine: '情報政策課 内線 2345', myNumberWithReason: false },
  });
  expect((await new TestBrowser(house.origins.lgwan).get('/api/welcome')).body).toMatchObject({
    hallName: '縁野市',
  });
});

test('administration does not exist for others', async () => {
  const clerk = await house.connect(await house.person('山﨑 健一'));
  for (const path of ['hall', 'people', 'roles', 'audit', 'audit.csv', `people/${ken.id}/sessions`]) {
    expect((await clerk.get(`/api/admin/${path}`)).status, path).toBe(404);
  }
});
