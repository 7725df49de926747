import { randomUUID } from 'node:crypto';
import type { Kind } from './frames.ts';

/** How far somebody has read, and of which history. */
export interface Place {
  after: number;
  epoch: string;
}

export interface Greeter {
  room: string;
  name: string;
  /** Who sends needs a name. */
  sends: boolean;
  /** Goes on from there. */
  from?: Place | undefined;
}

/** One thing to say when a connection is open, and the text by which it is answered. */
export interface Step {
  say?: string;
  until?: string;
}

/** How one kind of server is spoken to. */
export interface Wire {
  /** Path and query of the upgrade. */
  path(room: string): string;
  subprotocol?: string;
  /** What is said in turn, each when the last was answered. */
  greeting(greeter: Greeter): Step[];
  /** Whether a frame says no to the greeting. */
  refused?(frame: string): boolean;
  message(room: string, cid: string, text: string): string;
  kindOf(bytes: Buffer, start: number, length: number): Kind;
  /** The texts that were sent, out of a message frame. */
  texts(frame: string): string[];
  /** The cids that a frame acknowledges. */
  acknowledged?(frame: string): string[];
  /** How many are in the room, if a frame says so. */
  present?(frame: string): number | undefined;
  /** Where the log was when a room was joined. */
  joinedAt?(frame: string): Place | undefined;
  /** The numbers of the events in a frame, in order. */
  seqs?(frame: string): number[];
  /** What to answer to a frame by which the server asks whether one is there. */
  answer?(frame: string): string | undefined;
}

const P = 0x70;
const O = 0x6f;

/** Every line of Hubbub's begins `{"type":"`, and what is posted goes on with `po`. */
export const hubbubJson: Wire = {
  path: () => '/ws',
  subprotocol: 'hubbub.v1',
  greeting: ({ room, name, sends, from }) => [
    { until: '"welcome"' },
    ...(sends ? [{ say: JSON.stringify({ type: 'name', name, secret: randomUUID() }), until: '"named"' }] : []),
    { say: JSON.stringify({ type: 'join', room, ...from }), until: from === undefined ? '"joined"' : '"resumed"' },
  ],
  refused: (frame) => lines(frame, 'error').length > 0 || lines(frame, 'reset').length > 0,
  message: (room, cid, text) => `{"type":"send","room":"${room}","cid":"${cid}","text":"${text}"}`,
  kindOf: (bytes, start, length) =>
    length > 10 && bytes[start + 9] === P && bytes[start + 10] === O ? 'message' : 'other',
  texts: (frame) => lines(frame, 'posted').map((line) => field(line, 'text')),
  acknowledged: (frame) => lines(frame, 'ack').map((line) => field(line, 'cid')),
  present: (frame) => {
    const line = lines(frame, 'people').at(-1);
    return line === undefined ? undefined : number(line, 'total');
  },
  joinedAt: (frame) => {
    const line = lines(frame, 'joined')[0];
    return line === undefined ? undefined : { after: number(line, 'head'), epoch: field(line, 'epoch') };
  },
  seqs: (frame) => lines(frame, 'posted').map((line) => number(line, 'seq')),
};

function lines(frame: string, type: string): string[] {
  return frame.split('\n').filter((line) => line.startsWith(`{"type":"${type}"`));
}

/** Good for the short plain texts that are sent here, and many times faster than JSON.parse. */
function field(line: string, name: string): string {
  const from = line.indexOf(`"${name}":"`) + name.length + 4;
  return line.slice(from, line.indexOf('"', from));
}

function number(line: string, name: string): number {
  return Number.parseInt(line.slice(line.indexOf(`"${name}":`) + name.length + 3), 10);
}

export const hubbubPlain: Wire = {
  path: (room) => `/ws?room=${room}`,
  greeting: ({ name, sends }) => (sends ? [{ say: name }] : []),
  message: (_room, _cid, text) => text,
  kindOf: () => 'message',
  texts: (frame) => frame.split('\n').map((line) => line.slice(line.indexOf(': ') + 2)),
};

/** The loops that everybody writes first: one frame in, the same frame to everybody in the room. */
export const naive: Wire = {
  path: (room) => `/?room=${room}`,
  greeting: () => [],
  message: (_room, _cid, text) => text,
  kindOf: () => 'message',
  texts: (frame) => [frame],
};

const FOUR = 0x34;
const TWO = 0x32;

/** Engine.IO 4 and Socket.IO 5 over a WebSocket. */
export const socketIo: Wire = {
  path: (room) => `/socket.io/?EIO=4&transport=websocket&room=${room}`,
  greeting: () => [{ until: '0{' }, { say: '40', until: '40' }],
  refused: (frame) => frame.startsWith('44'),
  message: (_room, _cid, text) => `42["message","${text}"]`,
  kindOf: (bytes, start, length) =>
    length > 1 && bytes[start] === FOUR && bytes[start + 1] === TWO ? 'message' : 'other',
  texts: (frame) => [frame.slice('42["message","'.length, -2)],
  answer: (frame) => (frame === '2' ? '3' : undefined),
};
