import { connect } from 'node:net';
import { otherLoopback } from '../../scripts/loopback.ts';
import type { Attack } from './attack.ts';
import { BIG_ROOM, BIG_ROOM_MESSAGES, fillBigRoom } from './big-room.ts';

const SOCKETS = 3;
const REQUESTS_PER_SOCKET = 1_500;
const RECONNECT_DELAY_MS = 20;

/** Requests for large pages, all sent at once on each socket; the answers are never read. */
export const pipelinedRequests: Attack = {
  name: 'pipelined-requests',
  title: `${REQUESTS_PER_SOCKET.toLocaleString('en')} pipelined requests for large pages on each of ${SOCKETS} sockets`,
  unit: 'requests',
  async prepare({ port }) {
    await fillBigRoom(port);
    const lines = [
      `GET /api/rooms/${BIG_ROOM}/messages?limit=${BIG_ROOM_MESSAGES} HTTP/1.1`,
      'Host: 127.0.0.1',
      '',
      '',
    ];
    const requests = Buffer.from(lines.join('\r\n').repeat(REQUESTS_PER_SOCKET));
    const open = (done: (count: number) => void): void => {
      const socket = connect({ port, host: '127.0.0.1', localAddress: otherLoopback() });
      socket.pause();
      socket.on('error', () => undefined);
      socket.on('close', () => setTimeout(() => open(done), RECONNECT_DELAY_MS));
      socket.write(requests, (error) => {
        if (!error) done(REQUESTS_PER_SOCKET);
      });
    };
    return {
      start(done) {
        for (let i = 0; i < SOCKETS; i++) open(done);
      },
    };
  },
};
