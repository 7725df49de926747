import { randomBytes, randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { isWeak, newSecret } from '../src/chat/people/secrets.ts';

const makers = {
  'the server makes': newSecret,
  'a UUID': randomUUID,
  'of 24 letters and digits, as earlier pages made them': () =>
    Array.from(randomBytes(24), (byte) => (byte % 36).toString(36)).join(''),
};

it.each(Object.entries(makers))('B-12, NAME-3: a secret %s is accepted', (_, make) => {
  for (let i = 0; i < 2_000; i++) expect(isWeak(make())).toBe(false);
});

it.each(['a'.repeat(256), 'abc'.repeat(9), '01234567890123456789', 'zyxwvutsrqponmlkjihgfedcba', '😀😁'.repeat(10)])(
  'B-12, NAME-3: the secret %j is weak',
  (secret) => {
    expect(isWeak(secret)).toBe(true);
  },
);
