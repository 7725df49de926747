import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { HIGH_WATER_MARK_BYTES } from '../chat/ports.ts';
import { Pipelines } from './pipelines.ts';

declare module 'node:http' {
  interface IncomingMessage {
    /** Set by Node: this request becomes a WebSocket. */
    readonly upgrade?: boolean | null;
  }
}

/** Closes a connection that reads nothing of a response for this long. WebSockets have their own timeouts. */
const WRITE_STALL_TIMEOUT_MS = 30_000;

/** Node answers 431 above these. */
const MAX_HEADERS = 200;
const MAX_HEADER_BYTES = 16 * 1024;

/** Node's HTTP server, with limits on what a client may send and on how slowly. */
export function createHttpServer(handle: RequestListener, isUpgrade: (request: IncomingMessage) => boolean): Server {
  const pipelines = new Pipelines(handle);
  const server = createServer(
    {
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      connectionsCheckingInterval: 2_000,
      keepAliveTimeout: 72_000,
      maxHeaderSize: MAX_HEADER_BYTES,
      highWaterMark: HIGH_WATER_MARK_BYTES,
      // Behind other requests, its answer would be lost.
      shouldUpgradeCallback: (request) => isUpgrade(request) && !pipelines.isBusy(request.socket),
    },
    (request, response) => pipelines.handle(request, response),
  );
  server.maxHeadersCount = MAX_HEADERS;
  server.setTimeout(WRITE_STALL_TIMEOUT_MS);
  return server;
}
