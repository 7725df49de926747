import { test as base, expect, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { emptyFolder, type RunningProcess, startProcess } from '../apps/server/test/support/server-process.ts';
import { freePort } from '../scripts/free-port.ts';

/** A server that can be killed and started again on the same data and the same port. */
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

/** Somebody with a browser of their own. */
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

  /** Answers the question for a name. */
  async answers(name: string): Promise<void> {
    const field = this.page.getByLabel('What is your name?');
    await field.fill(name);
    await field.press('Enter');
  }

  /** Says something; the first time it is asked for its name. */
  async says(text: string, name?: string): Promise<void> {
    await this.types(text);
    if (name === undefined) return;
    await this.answers(name);
    // The words stay where they were written until the name is given.
    await expect(this.writing).toHaveValue('');
  }

  async sees(text: string): Promise<void> {
    await expect(this.conversation.getByText(text, { exact: true })).toBeVisible();
  }

  /** Everything it said is on the server's disk. */
  async isHeard(): Promise<void> {
    await expect(this.writing).toHaveValue('');
    await expect(this.conversation.getByText('sending…')).toHaveCount(0);
  }

  /** Every message it sees, oldest first, that the server has. */
  async transcript(): Promise<string[]> {
    return this.conversation.getByRole('article').locator('.text').allInnerTexts();
  }
}

interface Fixtures {
  chat: Chat;
  /** A person with a browser that has never been here. */
  somebody: (options?: BrowserContextOptions) => Promise<Person>;
  /** Another tab of that person's browser. */
  anotherTab: (person: Person) => Promise<Person>;
}

export const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures that are wanted off this pattern
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
    // Or their pages would go on looking for a server that is gone.
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
