/**
 * Why a connection ends. With `retry` a client reconnects with jitter; without it, it stops and shows the reason.
 * Codes 44xx are never retried, codes 45xx and the 1xxx codes of temporary failures are.
 */
export const closes = {
  going_away: { code: 1001, retry: true, meaning: 'the page or the server is going away' },
  protocol_error: { code: 1002, retry: false, meaning: 'the frames violated the WebSocket protocol' },
  binary: { code: 1003, retry: false, meaning: 'binary frames are not supported; send text' },
  dropped: { code: 1006, retry: true, meaning: 'the connection was lost' },
  bad_utf8: { code: 1007, retry: false, meaning: 'the text was not valid UTF-8' },
  policy: { code: 1008, retry: false, meaning: 'a message in too many fragments' },
  too_big: { code: 1009, retry: false, meaning: 'a frame above the size limit' },
  internal: { code: 1011, retry: true, meaning: 'the server failed' },
  restarting: { code: 1012, retry: true, meaning: 'the server is restarting' },
  unavailable: { code: 1013, retry: true, meaning: 'the server cannot store messages at the moment' },
  bad_input: { code: 4400, retry: false, meaning: 'too many invalid lines' },
  bad_room: { code: 4404, retry: false, meaning: 'this is not a valid name for a room' },
  slow_reader: { code: 4508, retry: true, meaning: 'the client did not read what was sent to it' },
} as const satisfies Record<string, { code: number; retry: boolean; meaning: string }>;

export type CloseName = keyof typeof closes;

const byCode = new Map<number, { retry: boolean }>(Object.values(closes).map((close) => [close.code, close]));

/** Whether a client reconnects after this close code. Proxies invent codes, so unknown ones are retried. */
export function shouldReconnect(code: number): boolean {
  if (code >= 4400 && code < 4500) return false;
  return byCode.get(code)?.retry ?? true;
}
