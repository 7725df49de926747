import { expect, test } from 'vitest';
import { searchRooms } from '../../src/model/room-search.ts';

const rooms = ['lobby', 'tea', 'team', '上海', 'steam'];
const noUnread = () => 0;
const search = (query: string, unread: (room: string) => number = noUnread) =>
  searchRooms(query, rooms, unread).map(({ room, isNew }) => (isNew ? `+${room}` : room));

test('rooms that start with the query come before those that contain it', () => {
  expect(search('tea')).toEqual(['tea', 'team', 'steam']);
  expect(search(' TEA')).toEqual(['tea', 'team', 'steam']);
  expect(search('海')).toEqual(['上海', '+海']);
});

test('a room is found by its title as well', () => {
  const title = (room: string): string => (room === 'lobby' ? '大厅' : room);
  expect(searchRooms('大', rooms, noUnread, title)).toEqual([
    { room: 'lobby', isNew: false },
    { room: '大', isNew: true },
  ]);
});

test('an empty query finds all rooms, those with unread messages first', () => {
  expect(search('')).toEqual(rooms);
  expect(search('', (room) => (room === 'team' ? 2 : 0))).toEqual(['team', 'lobby', 'tea', '上海', 'steam']);
});

test('an unknown name can be opened as a new room if it is valid', () => {
  expect(search('Garden')).toEqual(['+garden']);
  expect(search('a/b')).toEqual([]);
});
