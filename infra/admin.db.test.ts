import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestBrowser } from './test-browser.ts';
import { testHouse, type Made, type TestHouse } from './test-house.ts';

let house: TestHouse;
let misaki: Made;

beforeAll(async () => {
  house = await testHouse();
  misaki = await house.person('髙田 美咲', { roles: ['system'] });
  await house.db
    .updateTable('person')
    .set({ staffNo: '204513', disabledAt: new Date() })
    .where('id', '=', misaki.id)
    .execute();
});
afterAll(() => house.stop());

function admin(...args: string[]) {
  const env = { ...process.env, DATABASE_URL: house.databaseUrl };
  return spawnSync(process.execPath, [join(import.meta.dirname, 'admin.ts'), ...args], {
    env,
    encoding: 'utf8',
  });
}

test('the terminal lists the administrators', () => {
  const { stdout, status } = admin();
  expect(status).toBe(0);
  expect(stdout).toContain(
    '204513  髙田 美咲（まだログインしていません / has not signed in yet、停止中 / disabled）',
  );
});

test('a lost administrator comes back with a code from the terminal, while the server runs', async () => {
  const { stdout } = admin('204513');
  const code = /Code {2}([A-Z0-9-]{9})/.exec(stdout)?.[1] ?? '';
  const browser = new TestBrowser(house.origins.lgwan);
  const told = await browser.post('/api/activate', {
    name: '204513',
    code,
    password: '端末からもどる管理者の朝',
  });
  expect(told.body).toEqual({ personId: misaki.id });
  expect((await browser.get('/api/admin/roles')).status).toBe(200);
  const audit = await house.db.selectFrom('audit').select(['action', 'actorId', 'targetId']).execute();
  expect(audit).toContainEqual({ action: 'administrator:recovered', actorId: null, targetId: misaki.id });
});

test('a wrong number is told in both languages', () => {
  const { stderr, status } = admin('999999');
  expect(status).toBe(1);
  expect(stderr).toContain('職員番号 999999 の人はいません');
  expect(stderr).toContain('Nobody has the staff number 999999');
});
