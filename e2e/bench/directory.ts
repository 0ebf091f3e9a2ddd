import { chromium as browsers, type Page } from '@playwright/test';
import { postgres } from '@engawa/db/driver';
import { buildWeb } from '@engawa/infra/build-web';
import { chromium } from '@engawa/infra/chromium';
import { romaji } from '@engawa/sample-town/kana';
import { roster } from '@engawa/sample-town/roster';
import type { House } from './house.ts';
import { bringIn, phoneList } from './phone-list.ts';
import type { Report } from './report.ts';
import { Spread } from './spread.ts';
import { fillTown } from './town.ts';

const people = 10_000;
const queries = 200;
const field = 'input[maxlength="100"]';

/** Finding one of 10,000: every key of 200 searches, until its answer is painted; bare filters plain names. */
export async function directory(house: House): Promise<Report> {
  await buildWeb();
  const [admin] = await fillTown(house.url, { people: 1, channels: [] });
  if (!admin) throw new Error('there is one person');
  const sql = postgres(house.url, { max: 1, onnotice: () => {} });
  await sql`insert into role_grant (person_id, role, granted_at) values (${admin.personId}, 'system', now())`;
  await sql`update person set staff_no = '1'`;
  await sql.end();
  const { side } = await house.startOurs();
  const origin = `http://127.0.0.1:${side.port}`;
  const names = Array.from({ length: people }, (_, n) => named(n));
  await bringIn(origin, admin, phoneList(people, named));
  const browser = await browsers.launch(chromium);
  try {
    const context = await browser.newContext({ locale: 'ja-JP', viewport: { width: 1366, height: 768 } });
    const [name = '', value = ''] = admin.cookie.split('=');
    await context.addCookies([{ name, value, url: origin }]);
    const at = await context.newPage();
    await at.goto(`${origin}/people`);
    await at.getByRole('option').first().waitFor();
    await at.waitForTimeout(3000);
    const ours = await keyTimes(at);
    const plain = await context.newPage();
    await plain.setContent(`<input maxlength="100"><ul></ul>`);
    await plain.evaluate(
      `{
        const names = ${JSON.stringify(names.map(({ name, kana }) => name + kana))};
        document.querySelector('input').oninput = (event) => {
          const found = names.filter((name) => name.includes(event.target.value)).slice(0, 20);
          document.querySelector('ul').innerHTML = found.map((name) => '<li>' + name).join('');
        };
      }`,
    );
    const bare = await keyTimes(plain);
    return {
      bench: 'directory',
      ours: ours.at(0.95),
      bare: bare.at(0.95),
      unit: 'ms from a key to its answer, 95th of 100',
      figures: { p95Ms: ours.at(0.95), p50Ms: ours.at(0.5), worstMs: ours.at(1), keys: ours.count, people },
      targets: { p95Ms: { most: 50 } },
    };
  } finally {
    await browser.close();
  }
}

const clerks = roster();

/** Everybody's family name with everybody else's given name. */
function named(n: number): { name: string; kana: string } {
  const family = clerks[n % clerks.length];
  const given = clerks[(n * 7 + Math.floor(n / clerks.length)) % clerks.length];
  return {
    name: `${family?.family} ${given?.given}`,
    kana: `${family?.familyKana} ${given?.givenKana}`,
  };
}

/** As clerks type: kana, romaji, kanji, an extension, a section, a word of the work, a slip of the finger. */
function* typed(): Generator<string> {
  for (let n = 0; n < queries; n += 1) {
    const { name, kana } = named(n * 37);
    const [family = ''] = kana.split(' ');
    const latin = romaji(family);
    const swapped = latin.slice(0, 2) + latin.charAt(3) + latin.charAt(2) + latin.slice(4);
    const all = [
      family,
      latin,
      name.split(' ')[0] ?? '',
      `${2000 + n * 13}`,
      `第${n}係`,
      '庶務',
      swapped,
      latin,
    ];
    yield all[n % all.length] ?? '';
  }
}

/** Types every query letter by letter; each time from the input to after its paint. */
async function keyTimes(page: Page): Promise<Spread> {
  await page.locator(field).click();
  await page.evaluate(`
    window.keyTimes = [];
    document.addEventListener('input', (event) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => window.keyTimes.push(performance.now() - event.timeStamp);
        port2.postMessage(0);
      });
    }, { capture: true });
  `);
  for (const query of typed()) {
    await page.locator(field).fill('');
    for (const letter of query) {
      await page.keyboard.insertText(letter);
      await page.waitForTimeout(15);
    }
  }
  const times: unknown = await page.evaluate('window.keyTimes');
  const spread = new Spread();
  for (const time of Array.isArray(times) ? times.map(Number) : []) spread.add(time);
  return spread;
}
