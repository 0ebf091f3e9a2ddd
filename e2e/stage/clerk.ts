import { expect, type BrowserContext, type Locator, type Page } from '@playwright/test';

/** A person at a browser: what they see and do, by roles and names only. */
export class Clerk {
  readonly name: string;
  readonly page: Page;
  readonly context: BrowserContext;

  constructor(name: string, page: Page) {
    this.name = name;
    this.page = page;
    this.context = page.context();
  }

  /** The same person at another page of the same browser. */
  at(page: Page): Clerk {
    return new Clerk(this.name, page);
  }

  /** The list of channels. */
  get list(): Locator {
    return this.page.getByRole('navigation', { name: 'チャンネルの一覧' });
  }

  /** The row of a channel in the list; its counts are in the name behind. */
  channel(name: string): Locator {
    return this.list.getByRole('link', { name });
  }

  get timeline(): Locator {
    return this.page.getByRole('region', { name: /の発言$/ });
  }

  /** The rows that hold this text, unsent ones too. */
  rows(text: string | RegExp): Locator {
    return this.timeline.getByRole('article').filter({ hasText: text });
  }

  get field(): Locator {
    const name = /メッセージ|届きます/;
    return this.page.getByRole('combobox', { name }).or(this.page.getByRole('textbox', { name }));
  }

  /** Opens a channel from the list and waits for its messages. */
  async open(name: string): Promise<void> {
    await this.channel(name).click();
    await this.settled(name);
  }

  /** Waits until the channel's messages stand. */
  async settled(name: string): Promise<void> {
    await expect(this.page.getByRole('region', { name: `${name}の発言` })).toHaveAttribute(
      'aria-busy',
      'false',
    );
  }

  /** Opens a channel and goes down to its newest message, so that nothing in it is unread. */
  async readUp(name: string): Promise<void> {
    await this.open(name);
    const newest = this.page.getByRole('button', { name: '最新へ' });
    const unread = this.channel(name).getByText(/件$/);
    await expect(async () => {
      if (await newest.isVisible()) await newest.click();
      await expect(unread).toHaveCount(0, { timeout: 500 });
    }).toPass();
  }

  /** Writes and sends by Enter; what stands in the field is replaced. */
  async write(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press('Enter');
    await expect(this.field).toHaveValue('');
  }

  /** Reads a row with this text that the server has: every reader sees it once. */
  async sees(text: string): Promise<void> {
    await expect(this.rows(text)).toHaveCount(1);
  }

  /** The text that was copied last. */
  async copied(): Promise<string> {
    await this.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    return String(await this.page.evaluate('navigator.clipboard.readText()'));
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await expect(this.status).toHaveText(/つながっています/, { timeout: 30_000 });
  }

  /** Connected or not, by its word. */
  get status(): Locator {
    return this.page.getByRole('status').filter({ hasText: /つな/ }).first();
  }
}
