import type { Entry } from '@hubbub/client';
import type { Message } from '@hubbub/protocol/events';
import { expect, test } from 'vitest';
import { RowMaker, type Row } from '../../src/model/rows.ts';

const noon = new Date(2026, 2, 15, 12).getTime();
const minutes = (count: number) => count * 60_000;
const me = { id: 'me', name: '张三' };

function message(seq: number, at: number, by: string | null = 'ann', name = by ?? 'ann'): Message {
  return { seq, at, by, name, cid: `cid-${seq}`, text: `text ${seq}`, revision: seq };
}
const entry = (part: Partial<Entry>): Entry => ({
  cid: 'new',
  room: 'ops',
  type: 'send',
  text: 'hi',
  at: noon,
  state: 'waiting',
  ...part,
});
const shape = (rows: Row[]) => rows.map((row) => ('first' in row ? (row.first ? 'first' : 'next') : row.type));

test('messages of one author within five minutes are one group', () => {
  const rows = new RowMaker().make(
    [
      message(1, noon),
      message(2, noon + minutes(5)),
      message(3, noon + minutes(11)),
      message(4, noon + minutes(11), 'bob'),
    ],
    [],
    null,
  );
  expect(shape(rows)).toEqual(['day', 'first', 'next', 'first', 'first']);
});

test('plain connections are distinguished by name, and never grouped with people', () => {
  const rows = new RowMaker().make(
    [
      message(1, noon, null, 'ann'),
      message(2, noon, null, 'ann'),
      message(3, noon, null, 'bob'),
      message(4, noon, 'bob'),
    ],
    [],
    null,
  );
  expect(shape(rows)).toEqual(['day', 'first', 'next', 'first', 'first']);
});

test('every day has a separator and starts a group', () => {
  const late = new Date(2026, 2, 15, 23, 59).getTime();
  const rows = new RowMaker().make([message(1, late), message(2, late + minutes(2))], [], null);
  expect(shape(rows)).toEqual(['day', 'first', 'day', 'first']);
});

test('a pending message comes last, grouped with the previous messages of its author', () => {
  const rows = new RowMaker().make([message(1, noon, 'me', '张三')], [entry({ at: noon + 1 })], me);
  expect(shape(rows)).toEqual(['day', 'first', 'next']);
  expect(rows.at(-1)).toMatchObject({ type: 'pending', name: '张三' });
});

test('a sent message keeps the key of its pending row', () => {
  const maker = new RowMaker();
  const pending = maker.make([], [entry({ cid: 'cid-7' })], me).at(-1);
  const sent = maker.make([message(7, noon, 'me', '张三')], [], me).at(-1);
  expect(sent).toMatchObject({ type: 'message', mine: true, key: pending?.key });
});

test('a pending edit belongs to the row of its message and has no row of its own', () => {
  const edit = entry({ type: 'edit', target: 1, text: 'better' });
  const rows = new RowMaker().make([message(1, noon, 'me', '张三')], [edit], me);
  expect(rows).toHaveLength(2);
  expect(rows.at(-1)).toMatchObject({ change: edit });
});

test('unchanged rows are the same objects, also after an older page is loaded', () => {
  const maker = new RowMaker();
  const messages = [message(4, noon), message(5, noon), message(6, noon + minutes(9))];
  const before = maker.make(messages, [], me);
  const edited = { ...messages[1]!, text: 'other', revision: 7 };
  const after = maker.make([message(3, noon - minutes(30)), messages[0]!, edited, messages[2]!], [], me);
  expect(after.map((row) => before.includes(row))).toEqual([true, false, true, false, true]);
});

test('a divider precedes the messages that others sent since the last visit', () => {
  const maker = new RowMaker();
  const messages = [message(1, noon), message(2, noon, 'me', '张三'), message(3, noon), message(4, noon)];
  expect(shape(maker.make(messages, [], me, 1))).toEqual(['day', 'first', 'first', 'new', 'first', 'next']);
  expect(shape(maker.make(messages, [], me, 4))).toEqual(['day', 'first', 'first', 'first', 'next']);
});

test('a notice is in no group, and an action starts with its author', () => {
  const rows = new RowMaker().make(
    [
      message(1, noon),
      { ...message(2, noon), kind: 'topic' },
      message(3, noon),
      { ...message(4, noon), kind: 'action' },
      message(5, noon),
      { ...message(6, noon), kind: 'renamed' },
    ],
    [],
    null,
  );
  expect(shape(rows)).toEqual(['day', 'first', 'notice', 'first', 'first', 'first', 'notice']);
});

test('a pending reaction changes the row of its message only', () => {
  const maker = new RowMaker();
  const all = [message(1, noon), message(2, noon)];
  const [, first, second] = maker.make(all, [], me);
  const react = entry({ type: 'react', target: 2, emoji: '👍' });
  const [, sameFirst, reacted] = maker.make(all, [react], me);
  expect(sameFirst).toBe(first);
  expect(reacted).toMatchObject({ type: 'message', change: null, reacting: [react] });
  expect(maker.make(all, [], me)[2]).toEqual(second);
});
