import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import websocket from '@fastify/websocket';
import { closes, type CloseName } from '@hubbub/protocol/closes';
import { MIN_FRAME_BYTES, FRAME_BYTES_PER_TEXT_BYTE, LOBBY, SUBPROTOCOL } from '@hubbub/protocol/limits';
import { cleanRoom } from '@hubbub/protocol/names';
import type { FastifyInstance } from 'fastify';
import type { WebSocket } from 'ws';
import type { Hub } from '../chat/hub.ts';
import type { Connection, Packet } from '../chat/delivery/connection-writer.ts';
import type { Session } from '../chat/session.ts';
import { json, receiveJson } from './dialects/json.ts';
import { plain, plainReader } from './dialects/plain.ts';
import { Heartbeat, type PingTimes } from './heartbeat.ts';
import { mustBeHandshake } from './handshake.ts';

/** Who was told to go and is still here after a second is cut off. (The types of `ws` do not know the option yet.) */
const goodbye = { closeTimeout: 1_000 };

export interface WebSocketOptions {
  chat: Hub;
  ping: PingTimes;
  allowedOrigins: readonly string[];
}

/** The largest frame that is read at all, in bytes; within it, each dialect has its own bound. */
export function maxFrame(maxText: number): number {
  return Math.max(MIN_FRAME_BYTES, maxText * FRAME_BYTES_PER_TEXT_BYTE);
}

/** `/ws`: the subprotocol chooses the dialect. */
export async function webSocketTransport(app: FastifyInstance, options: WebSocketOptions): Promise<void> {
  const { chat } = options;
  const heartbeat = new Heartbeat(options.ping);
  app.addHook('onClose', async () => heartbeat.stop());
  await app.register(websocket, {
    options: {
      maxPayload: maxFrame(chat.limits.maxTextBytes),
      // Frames are written to the socket beside `ws`, which is only sound while `ws` writes at once and unpacked.
      perMessageDeflate: false,
      ...goodbye,
      handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
    },
    // The chat closes its sessions itself, with a code.
    preClose: (done) => done(),
  });
  const brokeTheRules = (error: Error): void => app.log.debug({ reason: error.message }, 'connection broke the rules');
  app.route<{ Querystring: { room?: string | string[] } }>({
    method: 'GET',
    url: '/ws',
    // What comes of it is no page; and these headers, made anew each time, are a quarter of what a handshake costs.
    helmet: false,
    onRequest: (request, reply, done) => {
      if (request.ws) mustBeHandshake(request, options.allowedOrigins);
      responses.set(request.raw, reply.raw);
      done();
    },
    handler: (_request, reply) =>
      reply.code(426).header('upgrade', 'websocket').send('This address speaks WebSocket.\n'),
    wsHandler: (socket, request) => {
      const raw = request.raw.socket;
      forgetHandshake(socket, request.raw);
      // A frame that breaks the rules is the sender's trouble; `ws` has closed with the right code.
      socket.on('error', brokeTheRules);
      const connection = new SocketConnection(socket, raw, heartbeat);
      if (socket.protocol === SUBPROTOCOL) connectJson(chat, connection);
      else connectPlain(chat, connection, request.query.room);
    },
  });
}

const responses = new WeakMap<IncomingMessage, ServerResponse>();

/**
 * The request is answered, but the socket and the plugin's error listener would keep it, the reply and their headers
 * for as long as the connection lasts: half of what an idle connection costs.
 */
function forgetHandshake(socket: WebSocket, request: IncomingMessage): void {
  socket.removeAllListeners('error');
  responses.get(request)?.detachSocket(request.socket);
}

function connectJson(chat: Hub, connection: SocketConnection): void {
  const session = chat.connect(connection, json);
  connection.follow(session, (frame) => receiveJson(session, frame.toString()));
}

function connectPlain(chat: Hub, connection: SocketConnection, asked: string | string[] = LOBBY): void {
  const room = typeof asked === 'string' ? cleanRoom(asked) : ({ ok: false } as const);
  if (!room.ok) return connection.close('bad_room');
  const session = chat.connect(connection, plain);
  session.receive({ type: 'listen', room: room.name });
  const read = plainReader(session, room.name);
  connection.follow(session, (frame) => {
    if (frame.length > chat.limits.maxTextBytes) connection.close('too_big');
    else read(frame.toString());
  });
}

/** A WebSocket as the chat sees it. Frames go straight to the socket below; `ws` reads, pings and closes. */
class SocketConnection implements Connection {
  readonly #socket: WebSocket;
  readonly #raw: Socket;
  readonly #heartbeat: Heartbeat;

  constructor(socket: WebSocket, raw: Socket, heartbeat: Heartbeat) {
    this.#socket = socket;
    this.#raw = raw;
    this.#heartbeat = heartbeat;
  }

  /** Ties a session to what happens on its line. */
  follow(session: Session, read: (frame: Buffer) => void): void {
    const socket = this.#socket;
    // The ping of one that is behind lies behind all that it has not taken yet; of one that is not read, the pong.
    this.#heartbeat.watch(socket, () => session.writer.lagging || socket.isPaused);
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (!this.open) return;
      if (isBinary) this.close('binary');
      else read(data);
    });
    socket.on('pong', () => this.#heartbeat.ponged(socket));
    this.#raw.on('drain', () => void session.drained());
    this.#raw.on('timeout', () => session.writer.stalled());
    socket.on('close', () => {
      this.#heartbeat.forget(socket);
      session.end();
    });
  }

  /** Neither side has said goodbye. After a close frame nothing may follow, and nothing that comes counts. */
  get open(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  get bufferedBytes(): number {
    return this.open ? this.#raw.writableLength : 0;
  }

  write(packet: Packet): boolean {
    return !this.open || this.#raw.write(packet);
  }

  pauseReading(): void {
    if (!this.#socket.isPaused) this.#socket.pause();
  }

  resumeReading(): void {
    if (this.#socket.isPaused) this.#socket.resume();
  }

  setStallTimeout(within: number): void {
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
