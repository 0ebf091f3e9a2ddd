import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HallSetUp } from '@engawa/contract/setup';
import { TestBrowser } from '../../../../infra/test-browser.ts';
import { testHouse, type TestHouse } from '../../../../infra/test-house.ts';

let house: TestHouse;
let file: string;
let code: string;

beforeAll(async () => {
  house = await testHouse();
  file = path.join(house.platform.env.dataDir, 'setup-code');
  code = readFileSync(file, 'utf8').trim();
});
afterAll(() => house.stop());

const stranger = () => new TestBrowser(house.origins.lgwan);
const form = () => ({
  code,
  hallName: '縁野市',
  helpLine: '内線 2345',
  first: {
    staffNo: '１００１',
    name: '髙田 美咲',
    kana: 'たかだ みさき',
    password: 'かえで並木をあるく朝に 7時',
  },
  second: { staffNo: '1002', name: '松井 健', kana: 'まつい けん' },
});

test('the code is only for who can read the data folder', () => {
  expect(code).toMatch(/^[A-HJ-NP-Z2-9]{4}(-[A-HJ-NP-Z2-9]{4}){2}$/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('without the right code nothing begins', async () => {
  expect((await stranger().get('/api/welcome')).body).toMatchObject({ needsSetup: true });
  const told = await stranger().post('/api/setup/hall', { ...form(), code: 'AAAA-AAAA-AAAA' });
  expect(told.body).toMatchObject({ error: { code: 'wrong_setup_code' } });
  expect(
    (await stranger().post('/api/setup/open', { code: code.toLowerCase().replaceAll('-', ' ') })).status,
  ).toBe(200);
});

test('a weak password leaves the hall as it was', async () => {
  const weak = form();
  weak.first.password = 'password1234';
  expect((await stranger().post('/api/setup/hall', weak)).body).toMatchObject({
    error: { code: 'common_password' },
  });
  expect((await stranger().get('/api/welcome')).body).toMatchObject({ needsSetup: true });
});

test('two at once: one sets the hall up, and is in; the second administrator comes by code', async () => {
  const browsers = [stranger(), stranger()];
  const input = form();
  const told = await Promise.all(browsers.map((browser) => browser.post('/api/setup/hall', input)));
  expect(told.map(({ status }) => status).sort()).toEqual([200, 409]);
  const index = told.findIndex(({ status }) => status === 200);
  const { second } = HallSetUp.parse(told[index]?.body);
  expect((await browsers[index]?.get('/api/start'))?.body).toMatchObject({
    hallName: '縁野市',
    me: { roles: ['system'] },
  });
  expect(existsSync(file)).toBe(false);
  const other = stranger();
  const entered = await other.post('/api/activate', {
    name: '1002',
    code: second.code,
    password: 'ゆうやけと川の土手道を歩く',
  });
  expect(entered.body).toEqual({ personId: second.personId });
  expect(
    (await stranger().post('/api/sign-in', { name: '1001', password: input.first.password })).status,
  ).toBe(200);
  expect((await stranger().post('/api/setup/open', { code })).body).toMatchObject({
    error: { code: 'already_set_up' },
  });
  expect((await stranger().get('/api/welcome')).body).toMatchObject({ needsSetup: false });
});
