import { describe, expect, test } from 'vitest';
import { readRoom, readRoute, roomPath } from '../../src/model/routes.ts';

describe('the address of a room', () => {
  test('the base path is the address of the lobby', () => {
    expect(readRoute('/', '/')).toEqual({ type: 'room', room: 'lobby' });
    expect(readRoute('/chat/', '/chat/')).toEqual({ type: 'room', room: 'lobby' });
    expect(roomPath('lobby', '/chat/')).toBe('/chat/');
  });

  test.each(['ops', '任意房间', 'غرفة', '🦩 & 👩‍👩‍👧', 'a&b=c?d#e', '100%', "it's (ok)!", '..a', 'é'])(
    'the path of %s is read as the same room, at the root and under a base path',
    (room) => {
      for (const base of ['/', '/chat/', '/a/b/']) {
        const { pathname } = new URL(roomPath(room, base), 'http://example.test');
        expect(readRoute(pathname, base)).toEqual({ type: 'room', room });
      }
    },
  );

  test('all spellings of a room name are read as one room', () => {
    expect(readRoute('/r/Ops', '/')).toEqual({ type: 'room', room: 'ops' });
    expect(readRoute('/r/ops/', '/')).toEqual({ type: 'room', room: 'ops' });
    expect(readRoom('  Deploy   Log ')).toEqual({ type: 'room', room: 'deploy log' });
  });

  test('an invalid room name is refused with its reason', () => {
    expect(readRoute('/r/a%2Fb', '/')).toMatchObject({ type: 'refused', asked: 'a/b', reason: 'slash' });
    expect(readRoute(`/r/${'x'.repeat(65)}`, '/')).toMatchObject({ type: 'refused', reason: 'too_long' });
    expect(readRoute('/r/a%E2%80%AEb', '/')).toMatchObject({ type: 'refused', reason: 'hidden_characters' });
    expect(readRoom('   ')).toMatchObject({ type: 'refused', reason: 'empty' });
  });

  test('the address of a message is below that of its room', () => {
    expect(readRoute('/r/tea/123', '/')).toEqual({ type: 'room', room: 'tea', seq: 123 });
    expect(readRoute('/chat/r/%E4%B8%8A%E6%B5%B7/7/', '/chat/')).toEqual({ type: 'room', room: '上海', seq: 7 });
    expect(roomPath('lobby', '/chat/', 7)).toBe('/chat/r/lobby/7');
    expect(readRoute('/r/a%2Fb/7', '/')).toMatchObject({ type: 'refused', asked: 'a/b' });
  });

  test.each(['/r/', '/r', '/r/a/b', '/r/a/1/2', '/r/a/-1', '/elsewhere', '/r//7'])(
    '%s is no address of a room',
    (path) => {
      expect(readRoute(path, '/')).toEqual({ type: 'nothing' });
    },
  );

  test('a link that was truncated inside a character is refused', () => {
    expect(readRoute('/r/caf%C3', '/')).toMatchObject({ type: 'refused', asked: 'caf%C3' });
  });
});
