import type { IncomingMessage, ServerResponse } from 'node:http';
import websocket from '@fastify/websocket';
import { MIN_FRAME_BYTES, FRAME_BYTES_PER_TEXT_BYTE, LOBBY, SUBPROTOCOL } from '@hubbub/protocol/limits';
import { cleanRoom } from '@hubbub/protocol/names';
import type { FastifyInstance } from 'fastify';
import type { WebSocket } from 'ws';
import type { Hub } from '../chat/hub.ts';
import { networkOf } from '../chat/limiter/network.ts';
import { json, readJson } from './dialects/json.ts';
import { plain, plainReceiver } from './dialects/plain.ts';
import { mustBeHandshake } from './handshake.ts';
import { Pinger, type PingTimes } from './pinger.ts';
import { SocketConnection } from './socket-connection.ts';

/** After this time without an answer to a close frame the socket is destroyed. The types of `ws` lack the option. */
const closeOptions = { closeTimeout: 1_000 };

interface WebSocketOptions {
  hub: Hub;
  ping: PingTimes;
  allowedOrigins: readonly string[];
}

/** `/ws`: the subprotocol chooses the dialect. */
export async function webSocketTransport(app: FastifyInstance, options: WebSocketOptions): Promise<void> {
  const { hub } = options;
  const pinger = new Pinger(options.ping);
  app.addHook('onClose', async () => pinger.stop());
  await app.register(websocket, {
    options: {
      // A dialect may have a lower limit.
      maxPayload: Math.max(MIN_FRAME_BYTES, hub.limits.maxTextBytes * FRAME_BYTES_PER_TEXT_BYTE),
      // Our frames bypass `ws`, which is safe only while it writes its own synchronously and uncompressed.
      perMessageDeflate: false,
      ...closeOptions,
      handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
    },
    // The hub closes its connections itself, with a code.
    preClose: (done) => done(),
  });
  const logViolation = (error: Error): void => app.log.debug({ reason: error.message }, 'connection broke the rules');
  app.route<{ Querystring: { room?: string | string[] } }>({
    method: 'GET',
    url: '/ws',
    // A WebSocket needs none of these headers, and they are a quarter of the cost of a handshake.
    helmet: false,
    // The hub charges a connection, and closes it with a code that browsers can read.
    config: { cost: ({ raw }) => (raw.upgrade === true ? 'free' : 'request') },
    onRequest: (request, reply, done) => {
      if (request.ws) mustBeHandshake(request, options.allowedOrigins);
      responses.set(request.raw, reply.raw);
      done();
    },
    handler: (_request, reply) =>
      reply
        .code(426)
        .headers({ upgrade: 'websocket', 'x-content-type-options': 'nosniff' })
        .send('This address speaks WebSocket.\n'),
    wsHandler: (socket, request) => {
      releaseHandshake(socket, request.raw);
      // The frame violated the WebSocket protocol, and `ws` has closed with the right code.
      socket.on('error', logViolation);
      const connection = new SocketConnection(socket, request.raw.socket, pinger);
      const network = networkOf(request.ip);
      const refusal = hub.refusesConnection(network);
      if (refusal !== undefined) connection.close(refusal);
      else if (socket.protocol === SUBPROTOCOL) connectJson(hub, connection, network);
      else connectPlain(hub, connection, network, request.query.room);
    },
  });
}

const responses = new WeakMap<IncomingMessage, ServerResponse>();

/**
 * The socket and the plugin's error listener would keep the request, the reply and their headers in memory while the
 * connection lasts: half of what an idle connection costs.
 */
function releaseHandshake(socket: WebSocket, request: IncomingMessage): void {
  socket.removeAllListeners('error');
  responses.get(request)?.detachSocket(request.socket);
}

function connectJson(hub: Hub, connection: SocketConnection, network: string): void {
  const session = hub.connect(connection, json, network);
  connection.attach(session, (frame) => session.receive(readJson(frame.toString())));
}

function connectPlain(hub: Hub, connection: SocketConnection, network: string, query: string | string[] = LOBBY): void {
  const room = typeof query === 'string' ? cleanRoom(query) : ({ ok: false } as const);
  if (!room.ok) return connection.close('bad_room');
  const session = hub.connect(connection, plain, network);
  session.receive([{ type: 'listen', room: room.name }]);
  const receivePlain = plainReceiver(session, room.name);
  connection.attach(session, (frame) => {
    if (frame.length > hub.limits.maxTextBytes) connection.close('too_big');
    else receivePlain(frame.toString());
  });
}
