import { type WebSocket, WebSocketServer } from 'ws';

/** A naive broadcast loop: each frame is sent to every member of the room, one send each. Nothing is stored. */
const rooms = new Map<string, Set<WebSocket>>();
const server = new WebSocketServer({ port: Number(process.argv[2]), host: '127.0.0.1' });

server.on('connection', (socket, request) => {
  const name = new URL(request.url ?? '/', 'http://localhost').searchParams.get('room') ?? '';
  const room = rooms.get(name) ?? new Set();
  rooms.set(name, room.add(socket));
  socket.on('message', (data: Buffer) => {
    for (const member of room) member.send(data, { binary: false });
  });
  socket.on('close', () => room.delete(socket));
});
server.on('listening', () => process.stdout.write('ready\n'));
