import type { BrowserContext, Page } from '@playwright/test';

const tellViolations = `document.addEventListener('securitypolicyviolation', (event) =>
  console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));`;

/** Notes everything that must not happen in any browser of a journey. */
export class Watch {
  readonly #faults: string[] = [];
  readonly #expected: RegExp[] = [];

  /** Follows all pages of a browser; requests to any other origin than these are a fault. */
  async follow(context: BrowserContext, origins: readonly string[]): Promise<void> {
    await context.addInitScript({ content: tellViolations });
    context.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== 'data:' && protocol !== 'blob:' && !origins.includes(origin)) {
        this.#note(`foreign origin: ${request.url()}`);
      }
    });
    context.on('page', (page) => this.#followPage(page, origins));
  }

  /** A fault that belongs to the story: a wrong password is answered 401, and the browser says so. */
  expect(...patterns: RegExp[]): void {
    this.#expected.push(...patterns);
  }

  /** What went wrong, except what the story expects. */
  get faults(): string[] {
    return this.#faults.filter((fault) => !this.#expected.some((pattern) => pattern.test(fault)));
  }

  #followPage(page: Page, origins: readonly string[]): void {
    const sockets = origins.map((origin) => origin.replace(/^http/, 'ws'));
    page.on('websocket', (socket) => {
      if (!sockets.includes(new URL(socket.url()).origin)) this.#note(`foreign socket: ${socket.url()}`);
    });
    // The product asks in dialogs of its own: a browser's box can only come from somebody's script.
    page.on('dialog', (dialog) => {
      this.#note(`script: ${dialog.type()} ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('pageerror', (error) => this.#note(`page error: ${error.stack ?? error.message}`));
    page.on('console', (message) => {
      if (message.type() !== 'error') return;
      this.#note(`console: ${message.text()} (${message.location().url})`);
    });
  }

  #note(fault: string): void {
    this.#faults.push(fault);
  }
}
