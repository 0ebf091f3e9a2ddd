import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { IssuedCode } from '@engawa/contract/sessions';
import type { Zone } from '@engawa/contract/labels';
import { newId } from '@engawa/db/id';
import { TestBrowser } from '@engawa/infra/test-browser';

const DemoAccounts = z.array(z.object({ login: z.string(), password: z.string(), name: z.string() }));

const Directory = z.object({ people: z.array(z.object({ id: z.string(), name: z.string() })) });
type Person = z.infer<typeof Directory>['people'][number];

/** Signs people of a running town in without a page, for stories that begin after that. */
export class Accounts {
  readonly #origins: Partial<Record<Zone, string>>;
  readonly #demo: z.infer<typeof DemoAccounts>;
  readonly #passwords = new Map<string, string>();
  #administrator: Promise<TestBrowser> | undefined;
  #directory: Promise<Person[]> | undefined;

  constructor(data: string, origins: Partial<Record<Zone, string>>) {
    this.#origins = origins;
    this.#demo = DemoAccounts.parse(JSON.parse(readFileSync(join(data, 'demo-accounts.json'), 'utf8')));
  }

  /** Clerk, head of the section, administrator: the accounts that the start printed. */
  demo(which: 'clerk' | 'head' | 'administrator') {
    const found = this.#demo[['clerk', 'head', 'administrator'].indexOf(which)];
    if (!found) throw new Error(`the start printed no ${which}`);
    return found;
  }

  administrator(): Promise<TestBrowser> {
    const { login, password } = this.demo('administrator');
    return (this.#administrator ??= this.#signIn(login, password, 'lgwan'));
  }

  async find(name: string): Promise<Person> {
    this.#directory ??= this.administrator().then(
      async (browser) => Directory.parse((await browser.get('/api/people')).body).people,
    );
    const plain = (text: string) => text.replace(/\s/g, '');
    const found = (await this.#directory).find((person) => plain(person.name) === plain(name));
    if (!found) throw new Error(`nobody here is called ${name}`);
    return found;
  }

  /** A code for this person, given by the administrator. */
  async codeFor(name: string): Promise<string> {
    const { id: personId } = await this.find(name);
    const { data } = await this.command('code:issue', { personId });
    return IssuedCode.parse(data).code;
  }

  /** Runs a command as the administrator, or as whoever is given. */
  async command(name: string, input: object, as?: TestBrowser): Promise<{ data: unknown }> {
    const browser = as ?? (await this.administrator());
    const asked = { clientId: newId(), ...input };
    let told = await browser.post(`/api/commands/${name}`, asked);
    // Stories write faster than a person may: they wait as they are told to, and try again.
    while (told.status === 429) {
      await pause(1000 * Number(told.headers.get('retry-after') ?? 1));
      told = await browser.post(`/api/commands/${name}`, asked);
    }
    if (told.status !== 200) throw new Error(`${name}: ${told.status} ${told.text}`);
    return z.object({ data: z.unknown() }).parse(told.body);
  }

  /** A session of this person in a zone. */
  async session(name: string, zone: Zone = 'lgwan'): Promise<TestBrowser> {
    const demo = this.#demo.find((account) => account.name.replace(/\s/g, '') === name.replace(/\s/g, ''));
    if (demo) return this.#signIn(demo.login, demo.password, zone);
    const login = await this.staffNo(name);
    const known = this.#passwords.get(name);
    if (known) return this.#signIn(login, known, zone);
    const password = `${login} いつもの合言葉です`;
    const browser = this.#browser(zone);
    const code = await this.codeFor(name);
    const told = await browser.post('/api/activate', { name: login, code, password });
    if (told.status !== 200) throw new Error(`activating ${name}: ${told.status} ${told.text}`);
    this.#passwords.set(name, password);
    return browser;
  }

  async staffNo(name: string): Promise<string> {
    const { id } = await this.find(name);
    const browser = await this.administrator();
    const { body } = await browser.get(`/api/people/${id}`);
    return z.object({ staffNo: z.string() }).parse(body).staffNo;
  }

  async #signIn(name: string, password: string, zone: Zone): Promise<TestBrowser> {
    const browser = this.#browser(zone);
    const told = await browser.post('/api/sign-in', { name, password });
    if (told.status !== 200) throw new Error(`signing ${name} in: ${told.status} ${told.text}`);
    return browser;
  }

  #browser(zone: Zone): TestBrowser {
    const origin = this.#origins[zone];
    if (!origin) throw new Error(`no listener for ${zone}`);
    return new TestBrowser(origin);
  }
}
