import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';

/** Only a GET of this path, without a body, becomes a WebSocket. Other upgrade requests are answered as if they did not ask for one. */
export function isUpgrade(request: IncomingMessage, path: string): boolean {
  return (
    request.method === 'GET' &&
    request.headers.upgrade?.toLowerCase() === 'websocket' &&
    request.headers['content-length'] === undefined &&
    request.headers['transfer-encoding'] === undefined &&
    request.url?.split('?', 1)[0] === path
  );
}

/** Throws unless the handshake is valid and comes from a program, the same origin or an allowed one. */
export function mustBeHandshake(request: FastifyRequest, allowedOrigins: readonly string[]): void {
  const { headers, httpVersion } = request.raw;
  if (httpVersion !== '1.1' || !headers.host) throw refusal(400, 'A WebSocket needs HTTP/1.1 and a Host.');
  if (headers['sec-websocket-version'] !== '13')
    throw refusal(426, 'Only WebSocket version 13 is supported.', {
      upgrade: 'websocket',
      'sec-websocket-version': '13',
    });
  if (!allowedOrigin(request, allowedOrigins)) throw refusal(403, 'Pages from other sites may not connect.');
}

/** Browsers send correct handshakes, so mostly programs get this. `answerError` sends the status and the headers. */
function refusal(statusCode: number, message: string, headers: Record<string, string> = {}): Error {
  return Object.assign(new Error(message), { statusCode, headers });
}

/**
 * Whether a request comes from this host, or from an origin on the list (such as `https://example.org`). A request
 * without an Origin comes from a program, which does not act with a visitor's authority, and is allowed. The scheme is
 * not compared: behind a proxy that terminates TLS, the page is https and the server sees http.
 */
function allowedOrigin(request: FastifyRequest, allowed: readonly string[]): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return true;
  const from = URL.parse(origin);
  if (from === null || (from.protocol !== 'http:' && from.protocol !== 'https:')) return false;
  if (allowed.includes(from.origin)) return true;
  // Parsed with the page's scheme, so that an explicit default port makes no difference.
  return URL.parse(`${from.protocol}//${request.host}`)?.host === from.host;
}
