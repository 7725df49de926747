import { test as base, expect, type BrowserContextOptions, type Page } from '@playwright/test';
import { type RunningProcess, startProcess } from '../apps/server/test/support/server-process.ts';

/** A server process that can be killed and restarted on the same data and port. */
export class TestServer {
  readonly port: number;
  readonly data: string;
  readonly #args: string[];
  readonly #env: Record<string, string>;
  #process: RunningProcess;

  private constructor(process: RunningProcess, args: string[], env: Record<string, string>) {
    this.port = process.port;
    this.data = process.data;
    this.#args = args;
    this.#env = env;
    this.#process = process;
  }

  static async start(args: string[] = [], env: Record<string, string> = {}): Promise<TestServer> {
    return new TestServer(await startProcess({ args, env }), args, env);
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  async kill(): Promise<void> {
    await this.#process.kill('SIGKILL');
  }

  async restart(): Promise<void> {
    this.#process = await startProcess({ port: this.port, data: this.data, args: this.#args, env: this.#env });
  }

  async stop(): Promise<void> {
    await this.#process[Symbol.asyncDispose]();
  }
}

/** The page of one visitor, who has a browser context of their own unless it is another tab. */
export class ChatPage {
  readonly page: Page;
  readonly #server: TestServer;

  constructor(page: Page, server: TestServer) {
    this.page = page;
    this.#server = server;
  }

  async open(room: string): Promise<this> {
    await this.page.goto(`${this.#server.url}/r/${encodeURIComponent(room)}`);
    await expect(this.composer).toBeVisible();
    return this;
  }

  get composer() {
    return this.page.getByRole('textbox', { name: 'Message' });
  }

  get messageLog() {
    return this.page.getByRole('log');
  }

  async submit(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** Fills in the prompt for a name. */
  async enterName(name: string): Promise<void> {
    const field = this.page.getByLabel('What is your name?');
    await field.fill(name);
    await field.press('Enter');
  }

  /** Sends a message; `name` answers the prompt that follows a visitor's first message. */
  async send(text: string, name?: string): Promise<void> {
    await this.submit(text);
    if (name === undefined) return;
    await this.enterName(name);
    // The composer keeps the text until the name is accepted.
    await expect(this.composer).toHaveValue('');
  }

  async expectMessage(text: string): Promise<void> {
    await expect(this.messageLog.getByText(text, { exact: true })).toBeVisible();
  }

  /** Pastes into the empty composer, because the page itself may not read the clipboard. */
  async expectCopied(text: string): Promise<void> {
    await expect(async () => {
      await this.composer.fill('');
      await this.composer.press('ControlOrMeta+V');
      await expect(this.composer).toHaveValue(text, { timeout: 500 });
    }).toPass();
    await this.composer.fill('');
  }

  /** Waits until every message of this page is acknowledged, and so on the server's disk. */
  async expectAllSent(): Promise<void> {
    await expect(this.composer).toHaveValue('');
    await expect(this.messageLog.getByText('sending…')).toHaveCount(0);
  }

  /** The texts of all messages on the page, oldest first. */
  async messages(): Promise<string[]> {
    return this.messageLog.getByRole('article').locator('.text').allInnerTexts();
  }
}

interface Fixtures {
  server: TestServer;
  /** Opens a page in a fresh browser context. */
  newVisitor: (options?: BrowserContextOptions) => Promise<ChatPage>;
  /** Opens another tab in the same browser context. */
  newTab: (visitor: ChatPage) => Promise<ChatPage>;
}

export const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the requested fixtures from this pattern
  server: async ({}, use) => {
    const server = await TestServer.start();
    await use(server);
    await server.stop();
  },
  newVisitor: async ({ browser, server, contextOptions }, use) => {
    const visitors: ChatPage[] = [];
    await use(async (options) => {
      const context = await browser.newContext({ ...contextOptions, ...options });
      const visitor = new ChatPage(await context.newPage(), server);
      visitors.push(visitor);
      return visitor;
    });
    // Otherwise their pages would keep reconnecting to a server that has stopped.
    await Promise.all(visitors.map(({ page }) => page.context().close()));
  },
  newTab: async ({ server }, use) => {
    await use(async (visitor) => new ChatPage(await visitor.page.context().newPage(), server));
  },
});

export { expect };
