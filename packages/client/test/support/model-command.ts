import fc from 'fast-check';
import { expectMatch } from './client-model-checks.ts';
import type { ClientModel } from './client-model.ts';
import { settled } from './fixtures.ts';
import type { SimulatedClient } from './simulated-client.ts';

/** A command of the property test: after it, the client must match the model. */
export class ModelCommand implements fc.AsyncCommand<ClientModel, SimulatedClient> {
  readonly #name: string;
  readonly #run: (model: ClientModel, tab: SimulatedClient) => void | Promise<void>;
  readonly #when: (model: Readonly<ClientModel>) => boolean;

  constructor(
    name: string,
    run: (model: ClientModel, tab: SimulatedClient) => void | Promise<void>,
    when: (model: Readonly<ClientModel>) => boolean = () => true,
  ) {
    this.#name = name;
    this.#run = run;
    this.#when = when;
  }

  check(model: Readonly<ClientModel>): boolean {
    return this.#when(model);
  }

  async run(model: ClientModel, tab: SimulatedClient): Promise<void> {
    await this.#run(model, tab);
    await settled();
    expectMatch(model, tab.client, tab.server);
  }

  toString(): string {
    return this.#name;
  }
}

/** Whether the client is connected. */
export const isOnline = (model: Readonly<ClientModel>) => model.online;
export const room = fc.constantFrom('tea', 'tea', 'tea', 'garden');
/** An index into any list, see `chosen`. */
export const pick = fc.nat(20);
export const chosen = <T>(from: readonly T[], index: number): T => from[index % from.length]!;
export const emoji = fc.constantFrom('👍', '👍', '🍵');
