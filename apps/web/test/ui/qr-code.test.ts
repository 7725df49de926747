import { expect, test } from 'vitest';
import { QrCode } from '../../src/ui/QrCode.tsx';

test('a link has a QR code', () => {
  expect(QrCode({ text: 'http://192.0.2.7:3434/r/tea', label: 'the link' })).not.toBeNull();
});

test('a link that is longer than any QR code draws nothing instead of failing', () => {
  expect(QrCode({ text: `http://192.0.2.7:3434/r/${'%F0%9F%8F%B4'.repeat(400)}`, label: 'the link' })).toBeNull();
});
