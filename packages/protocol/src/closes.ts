/**
 * Why a connection ends. `retry` says what a client does by itself: reconnect with jitter, or stop and tell the person.
 * 44xx never retries; 45xx and the 1xxx codes of a passing trouble do.
 */
export const closes = {
  going_away: { code: 1001, retry: true, meaning: 'the page or the server is going away' },
  protocol_error: { code: 1002, retry: false, meaning: 'the frames were not WebSocket' },
  binary: { code: 1003, retry: false, meaning: 'binary frames are not understood; send text' },
  dropped: { code: 1006, retry: true, meaning: 'the line was cut' },
  bad_utf8: { code: 1007, retry: false, meaning: 'the text was not UTF-8' },
  policy: { code: 1008, retry: false, meaning: 'frames in too many pieces' },
  too_big: { code: 1009, retry: false, meaning: 'a frame over the limit' },
  internal: { code: 1011, retry: true, meaning: 'the server failed' },
  restarting: { code: 1012, retry: true, meaning: 'the server is restarting' },
  unavailable: { code: 1013, retry: true, meaning: 'the server cannot keep messages just now' },
  bad_input: { code: 4400, retry: false, meaning: 'too many lines that could not be understood' },
  bad_room: { code: 4404, retry: false, meaning: 'this cannot be the name of a room' },
  slow_reader: { code: 4508, retry: true, meaning: 'the connection did not take what was sent to it' },
} as const satisfies Record<string, { code: number; retry: boolean; meaning: string }>;

export type CloseName = keyof typeof closes;

const byCode = new Map<number, { retry: boolean }>(Object.values(closes).map((close) => [close.code, close]));

/** Whether a client that was closed with this code reconnects by itself. Proxies invent codes, so unknown ones do. */
export function shouldReconnect(code: number): boolean {
  if (code >= 4400 && code < 4500) return false;
  return byCode.get(code)?.retry ?? true;
}
