import { expect, test } from 'vitest';
import { searchRooms } from '../../src/model/room-search.ts';

const rooms = ['lobby', 'tea', 'team', '上海', 'steam'];
const quiet = () => 0;
const named = (typed: string, unread: (room: string) => number = quiet) =>
  searchRooms(typed, rooms, unread).map(({ room, isNew: fresh }) => (fresh ? `+${room}` : room));

test('what begins with it comes before what has it inside', () => {
  expect(named('tea')).toEqual(['tea', 'team', 'steam']);
  expect(named(' TEA')).toEqual(['tea', 'team', 'steam']);
  expect(named('海')).toEqual(['上海', '+海']);
});

test('without a word all rooms are there, those with something unread first', () => {
  expect(named('')).toEqual(rooms);
  expect(named('', (room) => (room === 'team' ? 2 : 0))).toEqual(['team', 'lobby', 'tea', '上海', 'steam']);
});

test('what is no room yet can be opened, unless it cannot be a room', () => {
  expect(named('Garden')).toEqual(['+garden']);
  expect(named('a/b')).toEqual([]);
});
