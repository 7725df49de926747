import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { allowedOrigin } from './origin.ts';

/** A refusal of the upgrade itself. Only programs see these: a browser sends none of them by itself. */
class HandshakeError extends Error {
  readonly statusCode: number;
  readonly headers: Record<string, string>;

  constructor(statusCode: number, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.statusCode = statusCode;
    this.headers = headers;
  }
}

/** Only a GET of this path becomes a WebSocket; whatever else asks to be upgraded gets the answer it would get anyway. */
export function isUpgrade(request: IncomingMessage, path: string): boolean {
  return (
    request.method === 'GET' &&
    request.headers.upgrade?.toLowerCase() === 'websocket' &&
    request.url?.split('?', 1)[0] === path
  );
}

/** Throws unless this is an upgrade that a browser of the same origin, an allowed one, or a program may ask for. */
export function mustBeHandshake(request: FastifyRequest, allowedOrigins: readonly string[]): void {
  const { headers, httpVersion } = request.raw;
  if (httpVersion !== '1.1' || !headers.host) throw new HandshakeError(400, 'A WebSocket needs HTTP/1.1 and a Host.');
  if (headers['sec-websocket-version'] !== '13')
    throw new HandshakeError(426, 'Only WebSocket version 13 is spoken here.', {
      upgrade: 'websocket',
      'sec-websocket-version': '13',
    });
  if (!allowedOrigin(request, allowedOrigins)) throw new HandshakeError(403, 'Pages of other sites may not connect.');
}
