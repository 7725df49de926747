/**
 * The store cannot be opened, for a reason that who runs the server can act on. The message is one line, complete and
 * meant for them: it names the file and says what to do. Nothing of the file was changed.
 */
export class StoreError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StoreError';
  }
}
