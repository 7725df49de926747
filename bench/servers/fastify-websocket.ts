import websocket from '@fastify/websocket';
import fastify from 'fastify';
import type { WebSocket } from 'ws';

/** The same naive loop behind @fastify/websocket. Nothing is stored. */
const rooms = new Map<string, Set<WebSocket>>();
const app = fastify();
await app.register(websocket);
app.get<{ Querystring: { room?: string } }>('/', { websocket: true }, (socket, request) => {
  const name = request.query.room ?? '';
  const room = rooms.get(name) ?? new Set();
  rooms.set(name, room.add(socket));
  socket.on('message', (data: Buffer) => {
    for (const member of room) member.send(data, { binary: false });
  });
  socket.on('close', () => room.delete(socket));
});
await app.listen({ port: Number(process.argv[2]), host: '127.0.0.1' });
process.stdout.write('ready\n');
