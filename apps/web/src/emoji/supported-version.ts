import { EVERYWHERE, versions } from './packed.ts';

/** One emoji that came with each version. */
const newcomers: Readonly<Record<number, string>> = {
  13: '🥲',
  13.1: '😶‍🌫️',
  14: '🫠',
  15: '🫨',
  15.1: '🐦‍🔥',
  16: '🫩',
  17: '🫪',
};

/** Where nothing can be measured: three years old, so most systems have it. */
const USUAL = 15.1;

/**
 * The newest version of Emoji that this system draws. Others would be offered as empty boxes, or as two pictures side
 * by side. Tried by drawing, newest first: a few letters on a canvas that nobody sees.
 */
export function newestDrawn(draws: ((emoji: string) => boolean) | null = drawer()): number {
  // A font of emoji in black and white cannot be told from a box.
  if (!draws?.('😀')) return USUAL;
  return versions.findLast((version) => draws(newcomers[version] ?? '')) ?? EVERYWHERE;
}

const SIZE = 20;

/** Says whether an emoji is drawn as one picture, in colour. Boxes and numbers for unknown characters are black. */
function drawer(): ((emoji: string) => boolean) | null {
  if (typeof OffscreenCanvas === 'undefined') return null;
  const pen = new OffscreenCanvas(SIZE, SIZE).getContext('2d', { willReadFrequently: true });
  if (!pen) return null;
  pen.font = `${SIZE * 0.7}px 'Apple Color Emoji', 'Segoe UI Emoji', 'Noto Color Emoji', sans-serif`;
  pen.textBaseline = 'top';
  const one = pen.measureText('😀').width;
  return (emoji) => {
    if (pen.measureText(emoji).width > one * 1.5) return false;
    pen.clearRect(0, 0, SIZE, SIZE);
    pen.fillText(emoji, 0, 0);
    const { data } = pen.getImageData(0, 0, SIZE, SIZE);
    for (let at = 0; at < data.length; at += 4) {
      if (data[at] !== data[at + 1] || data[at + 1] !== data[at + 2]) return true;
    }
    return false;
  };
}
