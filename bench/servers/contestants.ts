import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hubbubJson, hubbubPlain, naive, socketIo, type WireFormat } from '../load/wire-formats.ts';

export interface Contestant {
  name: 'json' | 'plain' | 'ws' | 'fastify' | 'socket.io';
  title: string;
  /** Whether messages are committed to disk before they are delivered. */
  durable: boolean;
  wireFormat: WireFormat;
  /** Arguments of Node: listen on this port of 127.0.0.1, keep data in this folder, and print a line when ready. */
  nodeArgs: (port: number, data: string) => string[];
}

/** The root of this repository. */
export const CHECKOUT = join(import.meta.dirname, '../..');

export const contestants: readonly Contestant[] = [
  hubbub('json', 'Hubbub, json', CHECKOUT),
  hubbub('plain', 'Hubbub, plain', CHECKOUT),
  peer('ws', 'ws, naive loop', 'naive-ws.ts', naive),
  peer('fastify', '@fastify/websocket, naive loop', 'fastify-websocket.ts', naive),
  peer('socket.io', 'Socket.IO 4.8', 'socket-io.ts', socketIo),
];

export type ServerName = Contestant['name'];

export const peers: readonly ServerName[] = ['ws', 'fastify', 'socket.io'];

export function titleOf(name: ServerName): string {
  return contestants.find((one) => one.name === name)!.title;
}

/** The server of a checkout of Hubbub. Throws if there is none, since its launcher is read from its package.json. */
export function hubbub(name: 'json' | 'plain', title: string, checkout: string): Contestant {
  const directory = join(checkout, 'apps/server');
  const { bin } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as { bin: { hubbub: string } };
  const launcher = join(directory, bin.hubbub);
  return {
    name,
    title,
    durable: true,
    wireFormat: name === 'json' ? hubbubJson : hubbubPlain,
    nodeArgs: (port, data) => [launcher, '--port', `${port}`, '--host', '127.0.0.1', '--data', data],
  };
}

function peer(name: ServerName, title: string, file: string, wireFormat: WireFormat): Contestant {
  const program = join(import.meta.dirname, file);
  return { name, title, durable: false, wireFormat, nodeArgs: (port) => [program, String(port)] };
}
