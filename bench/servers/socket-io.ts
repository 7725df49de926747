import { createServer } from 'node:http';
import { Server } from 'socket.io';

/** Socket.IO's rooms as its chat example uses them, over WebSocket only. Nothing is stored. */
const http = createServer();
const io = new Server(http, { transports: ['websocket'] });

io.on('connection', async (socket) => {
  const room = String(socket.handshake.query['room']);
  await socket.join(room);
  socket.on('message', (text: unknown) => io.to(room).emit('message', text));
});
http.listen(Number(process.argv[2]), '127.0.0.1', () => process.stdout.write('ready\n'));
