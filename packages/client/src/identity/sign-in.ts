import type { Command } from '@hubbub/protocol/commands';
import type { Person } from '@hubbub/protocol/events';
import type { Named, Refusal, You } from '@hubbub/protocol/lines';
import { cleanName } from '@hubbub/protocol/names';
import { RefusedError } from '../errors.ts';
import { newSecret } from '../ids.ts';
import type { PendingRequests } from '../pending-requests.ts';
import type { Identity } from './identity.ts';

interface NameRequest extends PromiseWithResolvers<Person> {
  name: string;
  /** Made by the client, so that a retry after a lost answer is the same request. */
  secret: string;
  /** On the current connection. */
  isSent: boolean;
}

/** Identifies this client to the server, and takes and changes its name. */
export class SignIn {
  readonly #identity: Identity;
  readonly #send: (commands: Command[]) => void;
  readonly #renames: PendingRequests<Person>;
  me: Person | null = null;
  /** The secret that the last `hello` carried. */
  #sentSecret: string | undefined;
  /** The server has answered `hello` on this connection. */
  isGreeted = false;
  /** The server is asked for the first name; the others wait for its answer. */
  readonly #nameRequests: NameRequest[] = [];

  constructor(identity: Identity, send: (commands: Command[]) => void, renames: PendingRequests<Person>) {
    this.#identity = identity;
    this.#send = send;
    this.#renames = renames;
  }

  /** The first command on a new connection. The caller sends it. */
  openingCommand(): Command<'hello'> {
    this.isGreeted = false;
    const [first] = this.#nameRequests;
    if (first) first.isSent = false;
    return this.#hello();
  }

  /** Another tab may have stored the secret of a name that it was given. */
  checkIdentity(): void {
    const secret = this.#identity.load();
    const isOwnRequest = this.#nameRequests.some((request) => request.secret === secret);
    if (this.me === null && secret !== undefined && secret !== this.#sentSecret && !isOwnRequest)
      this.#send([this.#hello()]);
  }

  /** Called at every heartbeat: `hello` was not answered, or the server knows another tab's secret by now. */
  retry(): void {
    if (this.isGreeted) this.checkIdentity();
    else this.#send([this.#hello()]);
  }

  /** See `Client.name`. Survives a lost connection. */
  name(name: string): Promise<Person> {
    this.checkIdentity();
    const request = { ...Promise.withResolvers<Person>(), name, secret: newSecret(), isSent: false };
    this.#nameRequests.push(request);
    this.#requestNext();
    return request.promise;
  }

  /** See `Client.rename`. */
  async rename(name: string): Promise<Person> {
    const cleaned = cleanName(name);
    if (!cleaned.ok) throw new RefusedError('name_invalid', { reason: cleaned.reason, field: 'name' });
    // The server also sends `you` when another tab renamed this person.
    return this.#renames.request({ type: 'rename', name }, (me) => me.name === cleaned.name);
  }

  answered({ me }: You): void {
    const isFirst = !this.isGreeted;
    this.isGreeted = true;
    this.me = me;
    if (me === null) {
      // The server does not know the secret that was stored before this connection. A secret that appeared later is
      // another tab's, which stores it before the server has it: `checkIdentity` sends it again.
      if (isFirst && this.#sentSecret !== undefined) this.#clear(this.#sentSecret);
      this.#sentSecret = undefined;
    } else {
      // A name request of another tab may have overwritten the secret that this name has.
      if (this.#sentSecret !== undefined && this.#identity.load() !== this.#sentSecret)
        this.#identity.save(this.#sentSecret);
      // The name was given, and the answer was lost with the last connection.
      for (const request of this.#nameRequests.splice(0)) request.resolve(me);
      this.#renames.answered(me);
    }
    this.#requestNext();
  }

  named({ me, secret }: Named): void {
    this.me = me;
    this.#identity.save(secret);
    this.#nameRequests.shift()?.resolve(me);
    this.#requestNext();
  }

  /** The server refused `name` or `rename`. */
  refused(refusal: Refusal): void {
    if (refusal.command === 'rename') return this.#renames.refused(refusal);
    const [first] = this.#nameRequests;
    if (!first?.isSent) return;
    this.#nameRequests.shift();
    this.#clear(first.secret);
    first.reject(new RefusedError(refusal.code, refusal));
    this.#requestNext();
  }

  /** The server refused a command because this client has no name. */
  nameNeeded(): void {
    this.me = null;
  }

  #requestNext(): void {
    // The stored secret belongs to the name that this client has, and must not be replaced.
    if (this.me !== null) {
      for (const request of this.#nameRequests.splice(0)) request.reject(new RefusedError('name_set'));
      return;
    }
    const [first] = this.#nameRequests;
    if (!this.isGreeted || !first || first.isSent) return;
    first.isSent = true;
    // Stored before it is sent: a page that is closed before the answer arrives keeps its name.
    this.#identity.save(first.secret);
    this.#send([{ type: 'name', name: first.name, secret: first.secret }]);
  }

  /** Keeps a secret that another tab has stored meanwhile. */
  #clear(secret: string): void {
    if (this.#identity.load() === secret) this.#identity.clear();
  }

  #hello(): Command<'hello'> {
    this.#sentSecret = this.#identity.load();
    return this.#sentSecret === undefined ? { type: 'hello' } : { type: 'hello', secret: this.#sentSecret };
  }
}
