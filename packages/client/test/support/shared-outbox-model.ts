import { vi } from 'vitest';
import type { Entry } from '../../src/outbox/entry.ts';
import { memoryOutbox } from '../../src/outbox/memory.ts';
import { SimulatedTabs, type SimulatedTab } from './simulated-tabs.ts';
import { slowStore, type Adoption } from './slow-store.ts';

const MAX_TABS = 3;

interface SentMessage {
  readonly text: string;
  /** The tab that has the entry. */
  owner: string;
  /** All tabs that have had it, the first one first. */
  readonly owners: Set<string>;
  /** Its owner was suspended or closed, or the person retried or discarded it in another tab. */
  isAdoptable: boolean;
  /** The person discarded it, or its tab crashed before it was stored. */
  isDropped: boolean;
}

/** What can happen, and its relative frequency. */
const weights = {
  send: 3,
  drain: 2,
  connect: 2,
  cut: 1,
  suspend: 1,
  resume: 1,
  crash: 1,
  close: 1,
  open: 1,
  refuse: 2,
  retry: 2,
  discard: 1,
  heartbeat: 1,
  'wait 1,100 ms': 1,
  'wait 1 ms': 1,
};
export type Step = keyof typeof weights;
export const steps = Object.entries(weights).flatMap(([step, weight]) => Array<Step>(weight).fill(step as Step));

/** Model for fast-check: ann's tabs, and what may have happened to each message that she sent in them. */
export class SharedOutboxModel {
  readonly browser = new SimulatedTabs();
  readonly store = memoryOutbox();
  /** By cid, in the order in which they were sent. */
  readonly messages = new Map<string, SentMessage>();
  /** Adoptions of entries that were not adoptable. */
  readonly wrongAdoptions: Adoption[] = [];
  retriedCount = 0;
  readonly #delays: readonly number[];
  readonly #crashes = new Map<SimulatedTab, () => void>();
  /** A suspended tab misses answers, so it may adopt entries of open tabs. The server accepts each cid only once. */
  readonly #suspendedIds = new Set<string>();

  constructor(delays: readonly number[]) {
    this.#delays = delays;
  }

  async open(): Promise<void> {
    const { store, crash } = slowStore(this.store, this.#delays, (adoption) => this.#adopted(adoption));
    this.#crashes.set(await this.browser.open(store), crash);
  }

  /** Does nothing if the step needs a tab and there is none. */
  async run(step: Step, pick: number): Promise<void> {
    const { browser } = this;
    const tab = browser.tabs[pick % browser.tabs.length];
    if (step === 'refuse') browser.refusal = 'store_failed';
    else if (step === 'heartbeat') browser.sendHeartbeats();
    else if (step === 'drain') await browser.drain();
    else if (step === 'wait 1,100 ms') await vi.advanceTimersByTimeAsync(1_100);
    else if (step === 'wait 1 ms') await vi.advanceTimersByTimeAsync(1);
    else if (step !== 'open') await (tab && this.#runIn(tab, step));
    else if (browser.tabs.length < MAX_TABS) await this.open();
  }

  /** Everything works again, and the person retries what was refused, until nothing is left to do. */
  async recover(): Promise<void> {
    const { browser } = this;
    browser.refusal = undefined;
    for (const tab of browser.tabs) browser.resume(tab);
    if (browser.tabs.length === 0) await this.open();
    for (let rounds = 0; rounds < 8; rounds++) {
      for (const tab of browser.tabs) {
        if (tab.client.state.type !== 'online') {
          browser.cut(tab);
          await browser.connect(tab);
        }
        tab.client.wake();
      }
      for (const tab of browser.tabs) {
        for (const { cid } of failedIn(tab)) {
          this.messages.get(cid)!.isAdoptable = true;
          tab.client.retry(cid);
        }
      }
      browser.sendHeartbeats();
      await vi.advanceTimersByTimeAsync(1_100);
      await browser.drain();
    }
  }

  async #runIn(tab: SimulatedTab, step: Step): Promise<void> {
    const { browser } = this;
    const { client, id } = tab;
    if (step === 'send') {
      const text = `text ${this.messages.size}`;
      const message = { text, owner: id, owners: new Set([id]), isAdoptable: tab.isSuspended, isDropped: false };
      this.messages.set(client.send('tea', text), message);
    } else if (step === 'connect') await browser.connect(tab);
    else if (step === 'cut') browser.cut(tab);
    else if (step === 'suspend') {
      browser.suspend(tab);
      this.#suspendedIds.add(id);
      this.#makeAdoptable(tab);
    } else if (step === 'resume') {
      browser.resume(tab);
      client.wake();
    } else if (step === 'crash') await this.#crash(tab);
    else if (step === 'close') {
      client.goodbye();
      await this.#crash(tab);
    } else if (step === 'retry' || step === 'discard') {
      const [entry] = failedIn(tab);
      if (!entry) return;
      const message = this.messages.get(entry.cid)!;
      message.isAdoptable = true;
      if (step === 'retry') this.retriedCount++;
      else message.isDropped = true;
      client[step](entry.cid);
    }
  }

  /** What was neither stored nor received is lost with a page that is killed in that moment. */
  async #crash(tab: SimulatedTab): Promise<void> {
    this.#crashes.get(tab)!();
    this.browser.crash(tab);
    this.#makeAdoptable(tab);
    const safe = new Set([...(await this.store.all()), ...this.browser.log.log('tea')].map(({ cid }) => cid));
    for (const [cid, message] of this.messages)
      if (message.owner === tab.id && !safe.has(cid)) message.isDropped = true;
  }

  #makeAdoptable({ id }: SimulatedTab): void {
    for (const message of this.messages.values()) if (message.owner === id) message.isAdoptable = true;
  }

  #adopted(adoption: Adoption): void {
    const { cid, to } = adoption;
    const message = this.messages.get(cid)!;
    if (!message.isAdoptable && !this.#suspendedIds.has(to)) this.wrongAdoptions.push(adoption);
    message.owner = to;
    message.owners.add(to);
    // Others may adopt the entry from a tab that is suspended or closed while it adopts.
    if (this.browser.tabs.every(({ id, isSuspended }) => id !== to || isSuspended)) message.isAdoptable = true;
  }
}

function failedIn({ client }: SimulatedTab): Entry[] {
  return client.rooms.get('tea')!.pending.filter(({ state }) => state === 'failed');
}
