import { setTimeout as delay } from 'node:timers/promises';
import { AttackSocket } from './attack-socket.ts';
import type { AttackKind } from './attack.ts';

const LINES_PER_FRAME = 5;
const RECONNECT_DELAY_MS = 20;

const lines = [
  'not JSON',
  '[]',
  'null',
  '{"type":"send"}',
  '{"type":"constructor"}',
  '{"type":"join","room":{"$ne":""}}',
  '{"type":"join","room":"lobby","__proto__":{"after":0}}',
  '{"type":"join","room":"lobby","after":1e400}',
  '{"type":"send","room":"lobby","cid":"\\u0000","text":"\\ud800"}',
  '['.repeat(10_000),
  `{"type":"${'x'.repeat(5_000)}"}`,
];

/** Lines that are no commands; when the server closes the connection, the next one follows. */
export const malformed: AttackKind = {
  name: 'malformed',
  async run({ port, random, signal }) {
    while (!signal.aborted) {
      using socket = AttackSocket.json(port);
      await socket.keepSending(signal, () => Array.from({ length: LINES_PER_FRAME }, () => random.pick(lines)));
      await delay(RECONNECT_DELAY_MS);
    }
  },
};
