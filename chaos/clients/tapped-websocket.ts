import type { ServerLine } from '@hubbub/protocol/lines';
import { parseLines } from '../recording/recorder.ts';

/**
 * A WebSocket class whose lines are passed to `tap` before the client handles them.
 * `left` is true once the client has closed the connection and no longer listens to it.
 */
export function tappedWebSocket(tap: (line: ServerLine, left: boolean) => void): typeof WebSocket {
  return class extends WebSocket {
    #left = false;

    constructor(url: string | URL, protocols?: string | string[] | WebSocketInit) {
      super(url, protocols);
      this.addEventListener('message', ({ data }) => {
        for (const line of parseLines(data)) tap(line, this.#left);
      });
    }

    override close(code?: number, reason?: string): void {
      this.#left = true;
      super.close(code, reason);
    }
  };
}
