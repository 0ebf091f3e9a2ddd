import { test as base, expect, type Browser, type BrowserContextOptions } from '@playwright/test';
import type { Zone } from '@engawa/contract/labels';
import type { TestBrowser } from '@engawa/infra/test-browser';
import { Accounts } from './accounts.ts';
import { Clerk } from './clerk.ts';
import { townStage } from './town-stage.ts';
import { giveEars, VoiceBrowser } from './voices.ts';
import { Watch } from './watch.ts';

type EnterOptions = BrowserContextOptions & {
  zone?: Zone;
  /** Where the page goes first. */
  at?: string;
  /** The page keeps the voices it is sent, so that they can be measured. */
  ears?: boolean;
};

/** Whom a story calls in, and what is watched while they are there. */
export type Stage = {
  watch: Watch;
  /** A fresh browser nobody is signed in to. */
  visit: (at?: string, options?: EnterOptions) => Promise<Clerk>;
  /** A fresh browser in which this person is signed in. */
  enter: (name: string, options?: EnterOptions) => Promise<Clerk>;
  /** A browser of its own whose microphone hears one pitch, in which this person is signed in. */
  speak: (name: string, hertz: number, options?: EnterOptions) => Promise<Speaker>;
  accounts: Accounts;
  origin: string;
};

/** A person with a voice. */
export type Speaker = Clerk & { readonly voice: VoiceBrowser };

/** A journey through the sample town; it fails on anything a browser may never meet. */
export const journey = base.extend<Stage>({
  origin: async ({}, use) => use(townStage().origins.lgwan),
  accounts: async ({}, use) => use(accountsOfTown()),
  watch: [
    async ({}, use) => {
      const watch = new Watch();
      await use(watch);
      expect(watch.faults, 'foreign requests, policy violations, errors').toEqual([]);
    },
    { auto: true },
  ],
  visit: async ({ browser, watch, origin }, use) => {
    const door = new Door(browser, watch, origin);
    await use((at = '/', options = {}) => door.open('だれか', at, options));
    await door.closeAll();
  },
  enter: async ({ browser, watch, accounts, origin }, use) => {
    const door = new Door(browser, watch, origin);
    await use(async (name, options = {}) => {
      const session = await accounts.session(name, options.zone);
      const clerk = await door.open(name, options.at ?? '/channels', options, session);
      await expect(clerk.status).toHaveText(/つながっています/, { timeout: 30_000 });
      return clerk;
    });
    await door.closeAll();
  },
  speak: async ({ watch, accounts, origin }, use) => {
    const voices: VoiceBrowser[] = [];
    await use(async (name, hertz, options = {}) => {
      const voice = await VoiceBrowser.launch(hertz);
      voices.push(voice);
      const session = await accounts.session(name, options.zone);
      const door = new Door(voice.browser, watch, origin);
      const clerk = await door.open(name, options.at ?? '/channels', { ...options, ears: true }, session);
      await expect(clerk.status).toHaveText(/つながっています/, { timeout: 30_000 });
      return Object.assign(clerk, { voice });
    });
    await Promise.all(voices.map((voice) => voice.close()));
  },
});
export { expect };

class Door {
  readonly #browser: Browser;
  readonly #watch: Watch;
  readonly #origin: string;
  readonly #clerks: Clerk[] = [];

  constructor(browser: Browser, watch: Watch, origin: string) {
    this.#browser = browser;
    this.#watch = watch;
    this.#origin = origin;
  }

  async open(name: string, at: string, options: EnterOptions, session?: TestBrowser): Promise<Clerk> {
    const { zone, at: _, ears, ...rest } = options;
    const origin = zone === 'internet' ? townStage().origins.internet : this.#origin;
    const context = await this.#browser.newContext({ baseURL: origin, ...rest });
    await this.#watch.follow(context, [origin]);
    if (ears) await giveEars(context);
    if (session) await context.addCookies([cookieOf(session.cookie, origin)]);
    const clerk = new Clerk(name, await context.newPage());
    this.#clerks.push(clerk);
    await clerk.page.goto(at);
    return clerk;
  }

  async closeAll(): Promise<void> {
    for (const { context } of this.#clerks) await context.close();
  }
}

function cookieOf(pair: string, url: string) {
  const [name = '', value = ''] = pair.split('=');
  return { name, value, url, httpOnly: true, sameSite: 'Lax' as const };
}

let town: Accounts | undefined;

function accountsOfTown(): Accounts {
  const { data, origins } = townStage();
  return (town ??= new Accounts(data, origins));
}
