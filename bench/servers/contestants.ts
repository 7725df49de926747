import { fileURLToPath } from 'node:url';
import { hubbubJson, hubbubPlain, naive, socketIo, type Wire } from '../load/wire-formats.ts';

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export interface Contestant {
  name: 'json' | 'plain' | 'ws' | 'fastify' | 'socket.io';
  title: string;
  /** Whether messages are on disk before anybody gets them. */
  kept: boolean;
  wire: Wire;
  /** Arguments of Node: listen on this port of 127.0.0.1, keep things in this folder, and say something when ready. */
  command: (port: number, data: string) => string[];
}

const hubbub = (port: number, data: string) => [
  file('../apps/server/hubbub.js'),
  '--port',
  `${port}`,
  '--host',
  '127.0.0.1',
  '--data',
  data,
];

export const contestants: readonly Contestant[] = [
  { name: 'json', title: 'Hubbub, json', kept: true, wire: hubbubJson, command: hubbub },
  { name: 'plain', title: 'Hubbub, plain', kept: true, wire: hubbubPlain, command: hubbub },
  peer('ws', 'ws, naive loop', './naive-ws.ts', naive),
  peer('fastify', '@fastify/websocket, naive loop', './fastify-websocket.ts', naive),
  peer('socket.io', 'Socket.IO 4.8', './socket-io.ts', socketIo),
];

export type ServerName = Contestant['name'];

export const peers: readonly ServerName[] = ['ws', 'fastify', 'socket.io'];

export function titleOf(name: ServerName): string {
  return contestants.find((one) => one.name === name)!.title;
}

function peer(name: ServerName, title: string, path: string, wire: Wire): Contestant {
  return { name, title, kept: false, wire, command: (port) => [file(path), String(port)] };
}
