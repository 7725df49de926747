import { test as base, expect, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { emptyFolder, type RunningProcess, startProcess } from '../apps/server/test/support/server-process.ts';
import { freePort } from '../scripts/free-port.ts';

/** A server process that can be killed and restarted on the same data and port. */
export class Chat {
  #process: RunningProcess;
  readonly port: number;
  readonly data: string;
  readonly #args: string[];

  private constructor(process: RunningProcess, args: string[]) {
    this.#process = process;
    this.port = process.port;
    this.data = process.data;
    this.#args = args;
  }

  static async start(args: string[] = []): Promise<Chat> {
    const process = await startProcess({ port: await freePort(), data: emptyFolder(), args });
    return new Chat(process, args);
  }

  get address(): string {
    return `http://localhost:${this.port}`;
  }

  async kill(): Promise<void> {
    await this.#process.kill('SIGKILL');
  }

  async startAgain(): Promise<void> {
    this.#process = await startProcess({ port: this.port, data: this.data, args: this.#args });
  }

  async stop(): Promise<void> {
    await this.#process[Symbol.asyncDispose]();
  }
}

/** The page of one visitor, who has a browser context of their own unless it is another tab. */
export class Person {
  readonly page: Page;
  readonly #chat: Chat;

  constructor(page: Page, chat: Chat) {
    this.page = page;
    this.#chat = chat;
  }

  async opens(room: string): Promise<this> {
    await this.page.goto(`${this.#chat.address}/r/${encodeURIComponent(room)}`);
    await expect(this.writing).toBeVisible();
    return this;
  }

  get writing() {
    return this.page.getByRole('textbox', { name: 'Message' });
  }

  get conversation() {
    return this.page.getByRole('log');
  }

  async types(text: string): Promise<void> {
    await this.writing.fill(text);
    await this.writing.press('Enter');
  }

  /** Fills in the prompt for a name. */
  async answers(name: string): Promise<void> {
    const field = this.page.getByLabel('What is your name?');
    await field.fill(name);
    await field.press('Enter');
  }

  /** Sends a message; `name` answers the prompt that follows a visitor's first message. */
  async says(text: string, name?: string): Promise<void> {
    await this.types(text);
    if (name === undefined) return;
    await this.answers(name);
    // The composer keeps the text until the name is accepted.
    await expect(this.writing).toHaveValue('');
  }

  async sees(text: string): Promise<void> {
    await expect(this.conversation.getByText(text, { exact: true })).toBeVisible();
  }

  /** Waits until every message of this page is acknowledged, and so on the server's disk. */
  async isHeard(): Promise<void> {
    await expect(this.writing).toHaveValue('');
    await expect(this.conversation.getByText('sending…')).toHaveCount(0);
  }

  /** The texts of all messages on the page, oldest first. */
  async transcript(): Promise<string[]> {
    return this.conversation.getByRole('article').locator('.text').allInnerTexts();
  }
}

interface Fixtures {
  chat: Chat;
  /** Opens a page in a fresh browser context. */
  somebody: (options?: BrowserContextOptions) => Promise<Person>;
  /** Opens another tab in the same browser context. */
  anotherTab: (person: Person) => Promise<Person>;
}

export const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the requested fixtures from this pattern
  chat: async ({}, use) => {
    const chat = await Chat.start();
    await use(chat);
    await chat.stop();
  },
  somebody: async ({ browser, chat, contextOptions }, use) => {
    const people: Person[] = [];
    await use(async (options) => {
      const person = await newPerson(browser, chat, { ...contextOptions, ...options });
      people.push(person);
      return person;
    });
    // Otherwise their pages would keep reconnecting to a server that has stopped.
    await Promise.all(people.map(({ page }) => page.context().close()));
  },
  anotherTab: async ({ chat }, use) => {
    await use(async (person) => new Person(await person.page.context().newPage(), chat));
  },
});

async function newPerson(browser: Browser, chat: Chat, options: BrowserContextOptions): Promise<Person> {
  const context = await browser.newContext(options);
  return new Person(await context.newPage(), chat);
}

export { expect };
