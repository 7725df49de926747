import type { Command, Hello } from '@hubbub/protocol/commands';
import type { Me, Named, Refusal, You } from '@hubbub/protocol/lines';
import { newSecret } from '../ids.ts';
import type { Identity } from './identity.ts';
import { RefusedError } from '../errors.ts';

interface Wish {
  name: string;
  /** Made here, so that asking again after a lost answer is asking for the same thing. */
  secret: string;
  asked: boolean;
  resolve: (me: Me) => void;
  reject: (error: RefusedError) => void;
}

/** Who this client is to the server. */
export class SignIn {
  readonly #identity: Identity;
  readonly #send: (commands: Command[]) => void;
  #me: Me | null = null;
  /** The secret of the last hello. */
  #said: string | undefined;
  #greeted = false;
  /** Names that somebody waits for; the first one is being asked. */
  readonly #wishes: Wish[] = [];

  constructor(identity: Identity, send: (commands: Command[]) => void) {
    this.#identity = identity;
    this.#send = send;
  }

  get me(): Me | null {
    return this.#me;
  }

  /** The server has said on this connection who we are. */
  get greeted(): boolean {
    return this.#greeted;
  }

  /** The first word on a new connection. */
  hello(): Hello {
    this.#greeted = false;
    const [first] = this.#wishes;
    if (first) first.asked = false;
    return this.#hello();
  }

  /** Another tab may have been given a name meanwhile. */
  lookAgain(): void {
    const secret = this.#identity.load();
    const asking = this.#wishes.some((wish) => wish.secret === secret);
    if (this.#me === null && secret !== undefined && secret !== this.#said && !asking) this.#send([this.#hello()]);
  }

  /** Now and then: the hello was not answered, or another tab's secret may be known by now. */
  insist(): void {
    if (this.#greeted) this.lookAgain();
    else this.#send([this.#hello()]);
  }

  answered({ me }: You): void {
    const opening = !this.#greeted;
    this.#greeted = true;
    this.#me = me;
    // Nobody has the secret that we came with, so it is of no use. One that turned up later is another tab's, which
    // keeps it before the server has it: it is asked for again.
    if (me === null && opening && this.#said !== undefined) this.#forget(this.#said);
    if (me === null) this.#said = undefined;
    // Another tab may have kept a wish of its own over the secret that this name has.
    if (me !== null && this.#said !== undefined && this.#identity.load() !== this.#said)
      this.#identity.save(this.#said);
    // The name was given, and the answer was lost with the last connection.
    if (me !== null) for (const wish of this.#wishes.splice(0)) wish.resolve(me);
    this.#ask();
  }

  /** Resolves when the server gives the name, at the latest after the next connection; rejects with its refusal. */
  name(name: string): Promise<Me> {
    return new Promise((resolve, reject) => {
      this.#wishes.push({ name, secret: newSecret(), asked: false, resolve, reject });
      this.#ask();
    });
  }

  named({ me, secret }: Named): void {
    this.#me = me;
    this.#identity.save(secret);
    this.#wishes.shift()?.resolve(me);
    this.#ask();
  }

  refused({ code, message, reason, field }: Refusal): void {
    if (!this.#wishes[0]?.asked) return;
    const why = { message, ...(reason && { reason }), ...(field && { field }) };
    const wish = this.#wishes.shift()!;
    this.#forget(wish.secret);
    wish.reject(new RefusedError(code, why));
    this.#ask();
  }

  /** The server wants a name first. */
  unknown(): void {
    this.#me = null;
  }

  #ask(): void {
    // Who has a name has its secret; another one must not take that one's place.
    if (this.#me !== null) {
      for (const wish of this.#wishes.splice(0)) wish.reject(new RefusedError('name_set'));
      return;
    }
    const [first] = this.#wishes;
    if (!this.#greeted || !first || first.asked) return;
    first.asked = true;
    // Kept before it is said: a page that is closed before the answer comes has its name all the same.
    this.#identity.save(first.secret);
    this.#send([{ type: 'name', name: first.name, secret: first.secret }]);
  }

  /** Unless another tab has kept another one meanwhile. */
  #forget(secret: string): void {
    if (this.#identity.load() === secret) this.#identity.clear();
  }

  #hello(): Hello {
    this.#said = this.#identity.load();
    return this.#said === undefined ? { type: 'hello' } : { type: 'hello', secret: this.#said };
  }
}
