import type { ServerLine } from '@hubbub/protocol/lines';
import { lines } from '../recording/recorder.ts';

/**
 * The WebSocket for a client whose ears are to be shared: `hear` gets each line before the client itself does.
 * `left` says that the client has given this connection up and does not listen to it any more.
 */
export function listening(hear: (line: ServerLine, left: boolean) => void): typeof WebSocket {
  return class extends WebSocket {
    #left = false;

    constructor(url: string | URL, protocols?: string | string[] | WebSocketInit) {
      super(url, protocols);
      this.addEventListener('message', ({ data }) => {
        for (const line of lines(data)) hear(line, this.#left);
      });
    }

    override close(code?: number, reason?: string): void {
      this.#left = true;
      super.close(code, reason);
    }
  };
}
