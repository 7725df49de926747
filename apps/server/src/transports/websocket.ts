import type { Socket } from 'node:net';
import websocket from '@fastify/websocket';
import { closes, type CloseName } from '@hubbub/protocol/closes';
import { FRAME_BYTES, FRAME_FACTOR, LOBBY, SUBPROTOCOL } from '@hubbub/protocol/limits';
import { cleanRoom } from '@hubbub/protocol/names';
import type { FastifyInstance } from 'fastify';
import type { WebSocket } from 'ws';
import type { Chat } from '../chat/chat.ts';
import type { Connection, Packet } from '../chat/outbox.ts';
import type { Session } from '../chat/session.ts';
import { json, receiveJson } from './dialects/json.ts';
import { plain, plainReader } from './dialects/plain.ts';
import { type PingTimes, watchHeartbeat } from './heartbeat.ts';
import { mustBeHandshake } from './handshake.ts';

/** Who was told to go and is still here after a second is cut off. (The types of `ws` do not know the option yet.) */
const goodbye = { closeTimeout: 1_000 };

export interface WebSocketOptions {
  chat: Chat;
  ping: PingTimes;
  allowedOrigins: readonly string[];
}

/** The largest frame that is read at all, in bytes; within it, each dialect has its own bound. */
export function maxFrame(maxText: number): number {
  return Math.max(FRAME_BYTES, maxText * FRAME_FACTOR);
}

/** `/ws`: the subprotocol chooses the dialect. */
export async function webSocketTransport(app: FastifyInstance, options: WebSocketOptions): Promise<void> {
  const { chat } = options;
  await app.register(websocket, {
    options: {
      maxPayload: maxFrame(chat.limits.maxText),
      // Frames are written to the socket beside `ws`, which is only sound while `ws` writes at once and unpacked.
      perMessageDeflate: false,
      ...goodbye,
      handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
    },
    // A frame that breaks the rules is the sender's trouble; `ws` has closed with the right code.
    errorHandler: (error, _socket, request) =>
      request.log.debug({ reason: error.message }, 'connection broke the rules'),
    // The chat closes its sessions itself, with a code.
    preClose: (done) => done(),
  });
  app.route<{ Querystring: { room?: string | string[] } }>({
    method: 'GET',
    url: '/ws',
    onRequest: (request, _reply, done) => {
      if (request.ws) mustBeHandshake(request, options.allowedOrigins);
      done();
    },
    handler: (_request, reply) =>
      reply.code(426).header('upgrade', 'websocket').send('This address speaks WebSocket.\n'),
    wsHandler: (socket, request) => {
      if (socket.protocol === SUBPROTOCOL) connectJson(options, socket, request.raw.socket);
      else connectPlain(options, socket, request.raw.socket, request.query.room);
    },
  });
}

function connectJson(options: WebSocketOptions, socket: WebSocket, raw: Socket): void {
  const connection = new SocketConnection(socket, raw);
  const session = options.chat.connect(connection, json);
  follow(session, connection, socket, raw, options.ping, (frame) => receiveJson(session, frame.toString()));
}

function connectPlain(
  { chat, ping }: WebSocketOptions,
  socket: WebSocket,
  raw: Socket,
  asked: string | string[] = LOBBY,
): void {
  const connection = new SocketConnection(socket, raw);
  const room = typeof asked === 'string' ? cleanRoom(asked) : ({ ok: false } as const);
  if (!room.ok) return connection.close('bad_room');
  const session = chat.connect(connection, plain);
  session.receive({ type: 'listen', room: room.name });
  const read = plainReader(session, room.name);
  follow(session, connection, socket, raw, ping, (frame) => {
    if (frame.length > chat.limits.maxText) connection.close('too_big');
    else read(frame.toString());
  });
}

/** Ties a session to what happens on its line. */
function follow(
  session: Session,
  connection: SocketConnection,
  socket: WebSocket,
  raw: Socket,
  ping: PingTimes,
  read: (frame: Buffer) => void,
): void {
  // The ping of one that is behind lies behind all that it has not taken yet; of one that is not read, the pong.
  watchHeartbeat(socket, ping, () => session.outbox.behind || socket.isPaused);
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (!connection.open) return;
    if (isBinary) connection.close('binary');
    else read(data);
  });
  socket.on('ping', () => session.pinged());
  raw.on('drain', () => void session.drained());
  raw.on('timeout', () => session.outbox.stalled());
  socket.on('close', () => session.end());
}

/** A WebSocket as the chat sees it. Frames go straight to the socket below; `ws` reads, pings and closes. */
class SocketConnection implements Connection {
  readonly #socket: WebSocket;
  readonly #raw: Socket;

  constructor(socket: WebSocket, raw: Socket) {
    this.#socket = socket;
    this.#raw = raw;
  }

  /** Neither side has said goodbye. After a close frame nothing may follow, and nothing that comes counts. */
  get open(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  get waiting(): number {
    return this.open ? this.#raw.writableLength : 0;
  }

  write(packet: Packet): void {
    if (this.open) this.#raw.write(packet);
  }

  pauseReading(): void {
    if (!this.#socket.isPaused) this.#socket.pause();
  }

  resumeReading(): void {
    if (this.#socket.isPaused) this.#socket.resume();
  }

  expectProgress(within: number): void {
    // A socket's timeout starts anew when the other side has taken something, also in the middle of a frame. It looks
    // once in the time it is given, so half of ours.
    this.#raw.setTimeout(within / 2);
  }

  close(reason: CloseName): void {
    const { code, meaning } = closes[reason];
    this.#socket.close(code, meaning);
    // The other side's goodbye must be read.
    this.resumeReading();
  }
}
