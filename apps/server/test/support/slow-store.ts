import type { Store } from '../../src/chat/ports.ts';
import { MemoryStore } from '../memory-store/store.ts';

type Call = 'append' | 'head' | 'newest' | 'eventsAfter' | 'page' | 'nameHolder' | 'person' | 'rename' | 'unread';

/** A store whose calls can be delayed or made to fail, each kind on its own. */
export class SlowStore extends MemoryStore {
  readonly #gates = new Map<Call, Promise<void>>();
  readonly #heldResults = new Map<Call, Promise<void>>();
  readonly #failing = new Set<Call>();
  readonly #callCounts = new Map<Call, number>();

  /** Delays calls of this kind until the returned function is called. */
  hold(call: Call): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#gates.set(call, promise);
    return () => {
      this.#gates.delete(call);
      resolve();
    };
  }

  /** Runs calls of this kind at once, but delays their results until the returned function is called. */
  holdResults(call: Call): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#heldResults.set(call, promise);
    return resolve;
  }

  /** Makes the next call of this kind fail. */
  failOnce(call: Call): void {
    this.#failing.add(call);
  }

  /** The number of calls of this kind. */
  callCount(call: Call): number {
    return this.#callCounts.get(call) ?? 0;
  }

  async #pass(call: Call): Promise<void> {
    this.#callCounts.set(call, this.callCount(call) + 1);
    await this.#gates.get(call);
    if (this.#failing.delete(call)) throw new Error('the disk is on fire');
  }

  override async append(...args: Parameters<Store['append']>): ReturnType<Store['append']> {
    await this.#pass('append');
    return super.append(...args);
  }

  override async head(...args: Parameters<Store['head']>): ReturnType<Store['head']> {
    await this.#pass('head');
    return super.head(...args);
  }

  override async newest(...args: Parameters<Store['newest']>): ReturnType<Store['newest']> {
    await this.#pass('newest');
    return super.newest(...args);
  }

  override async eventsAfter(...args: Parameters<Store['eventsAfter']>): ReturnType<Store['eventsAfter']> {
    await this.#pass('eventsAfter');
    return super.eventsAfter(...args);
  }

  override async page(...args: Parameters<Store['page']>): ReturnType<Store['page']> {
    await this.#pass('page');
    return super.page(...args);
  }

  override async nameHolder(...args: Parameters<Store['nameHolder']>): ReturnType<Store['nameHolder']> {
    await this.#pass('nameHolder');
    return super.nameHolder(...args);
  }

  override async person(...args: Parameters<Store['person']>): ReturnType<Store['person']> {
    await this.#pass('person');
    const person = await super.person(...args);
    await this.#heldResults.get('person');
    return person;
  }

  override async rename(...args: Parameters<Store['rename']>): ReturnType<Store['rename']> {
    await this.#pass('rename');
    return super.rename(...args);
  }

  override async unread(...args: Parameters<Store['unread']>): ReturnType<Store['unread']> {
    await this.#pass('unread');
    const count = await super.unread(...args);
    await this.#heldResults.get('unread');
    return count;
  }
}
