/**
 * Why a connection ends. With `retry` a client reconnects with jitter; without it, it stops and shows the reason.
 * Codes 44xx are never retried, codes 45xx and the 1xxx codes of temporary failures are.
 */
export const closes = {
  going_away: { code: 1001, retry: true },
  protocol_error: { code: 1002, retry: false },
  binary: { code: 1003, retry: false },
  dropped: { code: 1006, retry: true },
  bad_utf8: { code: 1007, retry: false },
  policy: { code: 1008, retry: false },
  too_big: { code: 1009, retry: false },
  internal: { code: 1011, retry: true },
  restarting: { code: 1012, retry: true },
  unavailable: { code: 1013, retry: true },
  bad_input: { code: 4400, retry: false },
  bad_room: { code: 4404, retry: false },
  too_many_connections: { code: 4429, retry: false },
  slow_reader: { code: 4508, retry: true },
  too_many_attempts: { code: 4529, retry: true },
} as const satisfies Record<string, { code: number; retry: boolean }>;

export type CloseName = keyof typeof closes;

/** Sent as the reason of the close frame. Apart from `closes`, because a page shows words of its own. */
export const closeMeanings: Record<CloseName, string> = {
  going_away: 'the page or the server is going away',
  protocol_error: 'the frames violated the WebSocket protocol',
  binary: 'binary frames are not supported; send text',
  dropped: 'the connection was lost',
  bad_utf8: 'the text was not valid UTF-8',
  policy: 'a message in too many fragments',
  too_big: 'a frame above the size limit',
  internal: 'the server failed',
  restarting: 'the server is restarting',
  unavailable: 'the server cannot store messages at the moment',
  bad_input: 'too many invalid lines',
  bad_room: 'this is not a valid name for a room',
  too_many_connections: 'too many connections from this address',
  slow_reader: 'the client did not read what was sent to it',
  too_many_attempts: 'too many new connections from this address; wait a moment',
};

/** Whether a client reconnects after this close code. Proxies invent codes, so unknown ones are retried. */
export function shouldReconnect(code: number): boolean {
  const known = Object.values(closes).find((close) => close.code === code);
  return known?.retry ?? (code < 4400 || code >= 4500);
}
