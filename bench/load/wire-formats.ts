import { randomBytes } from 'node:crypto';
import type { FrameKind } from './frames.ts';

/** A position in a room's log: the last event that was received, and the epoch of the log. */
export interface Cursor {
  after: number;
  epoch: string;
}

export interface HandshakeOptions {
  room: string;
  name: string;
  /** Senders need a name. */
  sends: boolean;
  /** Resumes from there instead of joining. */
  resumeFrom?: Cursor | undefined;
}

/** A frame to send, then a text that an answer must contain before the next step. */
export interface HandshakeStep {
  send?: string;
  awaits?: string;
}

/** What the load generator needs to know about the protocol of one kind of server. */
export interface WireFormat {
  /** Path and query of the upgrade. */
  path(room: string): string;
  subprotocol?: string;
  /** The steps from the upgrade to the room. */
  handshake(greeter: HandshakeOptions): HandshakeStep[];
  /** Whether a frame refuses the handshake. */
  isRefusal?(frame: string): boolean;
  encode(room: string, cid: string, text: string): string;
  kindOf(bytes: Buffer, start: number, length: number): FrameKind;
  /** The texts in a message frame that begin with `prefix`. */
  texts(frame: string, prefix: string): string[];
  /** The cids that a frame acknowledges; absent if the protocol has no acks. */
  ackedCids?(frame: string): string[];
  /** The number of members in the room, if the frame contains it. */
  memberCount?(frame: string): number | undefined;
  /** The head of the log in a join's answer; absent if the protocol cannot resume. */
  joinCursor?(frame: string): Cursor | undefined;
  /** The `seq` of each event in a frame, in order. */
  seqs?(frame: string): number[];
  /** The answer to a heartbeat of the application protocol. */
  pongFor?(frame: string): string | undefined;
}

const P = 0x70;
const O = 0x6f;

/** Every line of Hubbub begins with `{"type":"`, and `po` follows only in a posted message. */
export const hubbubJson: WireFormat = {
  path: () => '/ws',
  subprotocol: 'hubbub.v1',
  handshake: ({ room, name, sends, resumeFrom }) => [
    { awaits: '"welcome"' },
    ...(sends
      ? [
          {
            send: JSON.stringify({ type: 'name', name, secret: randomBytes(32).toString('base64url') }),
            awaits: '"named"',
          },
        ]
      : []),
    {
      send: JSON.stringify({ type: 'join', room, ...resumeFrom }),
      awaits: resumeFrom === undefined ? '"joined"' : '"resumed"',
    },
  ],
  isRefusal: (frame) => lines(frame, 'error').length > 0 || lines(frame, 'reset').length > 0,
  encode: (room, cid, text) => `{"type":"send","room":"${room}","cid":"${cid}","text":"${text}"}`,
  kindOf: (bytes, start, length) =>
    length > 10 && bytes[start + 9] === P && bytes[start + 10] === O ? 'message' : 'other',
  texts: (frame, prefix) => {
    // One search for each text that is wanted: beside a flood of others, splitting into lines would take most of the time.
    const texts: string[] = [];
    const start = `"text":"${prefix}`;
    for (let at = frame.indexOf(start); at !== -1; at = frame.indexOf(start, at + 1))
      texts.push(frame.slice(at + '"text":"'.length, frame.indexOf('"', at + start.length)));
    return texts;
  },
  ackedCids: (frame) => lines(frame, 'ack').map((line) => field(line, 'cid')),
  memberCount: (frame) => {
    const line = lines(frame, 'people').at(-1);
    return line === undefined ? undefined : number(line, 'total');
  },
  joinCursor: (frame) => {
    const line = lines(frame, 'joined')[0];
    return line === undefined ? undefined : { after: number(line, 'head'), epoch: field(line, 'epoch') };
  },
  seqs: (frame) => lines(frame, 'posted').map((line) => number(line, 'seq')),
};

function lines(frame: string, type: string): string[] {
  return frame.split('\n').filter((line) => line.startsWith(`{"type":"${type}"`));
}

/** Correct for the short texts of the load, which need no escapes, and many times faster than JSON.parse. */
function field(line: string, name: string): string {
  const from = line.indexOf(`"${name}":"`) + name.length + 4;
  return line.slice(from, line.indexOf('"', from));
}

function number(line: string, name: string): number {
  return Number.parseInt(line.slice(line.indexOf(`"${name}":`) + name.length + 3), 10);
}

export const hubbubPlain: WireFormat = {
  path: (room) => `/ws?room=${room}`,
  handshake: ({ name, sends }) => (sends ? [{ send: name }] : []),
  encode: (_room, _cid, text) => text,
  kindOf: () => 'message',
  texts: (frame, prefix) =>
    frame
      .split('\n')
      .map((line) => line.slice(line.indexOf(': ') + 2))
      .filter((text) => text.startsWith(prefix)),
};

/** Naive broadcast loops: each frame goes unchanged to every member of the room. */
export const naive: WireFormat = {
  path: (room) => `/?room=${room}`,
  handshake: () => [],
  encode: (_room, _cid, text) => text,
  kindOf: () => 'message',
  texts: (frame, prefix) => (frame.startsWith(prefix) ? [frame] : []),
};

const FOUR = 0x34;
const TWO = 0x32;

/** Engine.IO 4 and Socket.IO 5 over a WebSocket. */
export const socketIo: WireFormat = {
  path: (room) => `/socket.io/?EIO=4&transport=websocket&room=${room}`,
  handshake: () => [{ awaits: '0{' }, { send: '40', awaits: '40' }],
  isRefusal: (frame) => frame.startsWith('44'),
  encode: (_room, _cid, text) => `42["message","${text}"]`,
  kindOf: (bytes, start, length) =>
    length > 1 && bytes[start] === FOUR && bytes[start + 1] === TWO ? 'message' : 'other',
  texts: (frame, prefix) => {
    const text = frame.slice('42["message","'.length, -2);
    return text.startsWith(prefix) ? [text] : [];
  },
  pongFor: (frame) => (frame === '2' ? '3' : undefined),
};
