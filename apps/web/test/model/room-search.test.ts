import { expect, test } from 'vitest';
import { searchRooms } from '../../src/model/room-search.ts';

const rooms = ['lobby', 'tea', 'team', '上海', 'steam'];
const quiet = () => 0;
const named = (typed: string, unread: (room: string) => number = quiet) =>
  searchRooms(typed, rooms, unread).map(({ room, isNew }) => (isNew ? `+${room}` : room));

test('rooms that start with the query come before those that contain it', () => {
  expect(named('tea')).toEqual(['tea', 'team', 'steam']);
  expect(named(' TEA')).toEqual(['tea', 'team', 'steam']);
  expect(named('海')).toEqual(['上海', '+海']);
});

test('a room is found by its title as well', () => {
  const title = (room: string): string => (room === 'lobby' ? '大厅' : room);
  expect(searchRooms('大', rooms, quiet, title)).toEqual([
    { room: 'lobby', isNew: false },
    { room: '大', isNew: true },
  ]);
});

test('an empty query finds all rooms, those with unread messages first', () => {
  expect(named('')).toEqual(rooms);
  expect(named('', (room) => (room === 'team' ? 2 : 0))).toEqual(['team', 'lobby', 'tea', '上海', 'steam']);
});

test('an unknown name can be opened as a new room if it is valid', () => {
  expect(named('Garden')).toEqual(['+garden']);
  expect(named('a/b')).toEqual([]);
});
