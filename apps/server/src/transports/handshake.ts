import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { allowedOrigin } from './origin.ts';

/** A refused upgrade. Browsers send correct handshakes, so mostly programs get this. */
class HandshakeError extends Error {
  readonly statusCode: number;
  readonly headers: Record<string, string>;

  constructor(statusCode: number, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.statusCode = statusCode;
    this.headers = headers;
  }
}

/** Only a GET of this path becomes a WebSocket. Other upgrade requests are answered as if they did not ask for one. */
export function isUpgrade(request: IncomingMessage, path: string): boolean {
  return (
    request.method === 'GET' &&
    request.headers.upgrade?.toLowerCase() === 'websocket' &&
    request.url?.split('?', 1)[0] === path
  );
}

/** Throws unless the handshake is valid and comes from a program, the same origin or an allowed one. */
export function mustBeHandshake(request: FastifyRequest, allowedOrigins: readonly string[]): void {
  const { headers, httpVersion } = request.raw;
  if (httpVersion !== '1.1' || !headers.host) throw new HandshakeError(400, 'A WebSocket needs HTTP/1.1 and a Host.');
  if (headers['sec-websocket-version'] !== '13')
    throw new HandshakeError(426, 'Only WebSocket version 13 is supported.', {
      upgrade: 'websocket',
      'sec-websocket-version': '13',
    });
  if (!allowedOrigin(request, allowedOrigins)) throw new HandshakeError(403, 'Pages from other sites may not connect.');
}
