import { BASELINE_VERSION, laterVersions } from './packed.ts';

/** One emoji that was new in each version. */
const samples: Readonly<Record<number, string>> = {
  13: '🥲',
  13.1: '😶‍🌫️',
  14: '🫠',
  15: '🫨',
  15.1: '🐦‍🔥',
  16: '🫩',
  17: '🫪',
};

/** Assumed where nothing can be measured: three years old, so most systems have it. */
const ASSUMED_VERSION = 15.1;

/**
 * The newest Emoji version that this system draws; newer emoji would appear as empty boxes or as several pictures.
 * Measured by drawing one sample per version, newest first, on a hidden canvas.
 */
export function newestSupportedVersion(draws: ((emoji: string) => boolean) | null = makeDrawTest()): number {
  // A monochrome emoji font cannot be told from a box.
  if (!draws?.('😀')) return ASSUMED_VERSION;
  return laterVersions.findLast((version) => draws(samples[version] ?? '')) ?? BASELINE_VERSION;
}

const SIZE_PX = 20;

/** A function that tells whether an emoji is drawn as one picture in colour. Placeholder boxes are black. */
function makeDrawTest(): ((emoji: string) => boolean) | null {
  if (typeof OffscreenCanvas === 'undefined') return null;
  const pen = new OffscreenCanvas(SIZE_PX, SIZE_PX).getContext('2d', { willReadFrequently: true });
  if (!pen) return null;
  pen.font = `${SIZE_PX * 0.7}px 'Apple Color Emoji', 'Segoe UI Emoji', 'Noto Color Emoji', sans-serif`;
  pen.textBaseline = 'top';
  const one = pen.measureText('😀').width;
  return (emoji) => {
    if (pen.measureText(emoji).width > one * 1.5) return false;
    pen.clearRect(0, 0, SIZE_PX, SIZE_PX);
    pen.fillText(emoji, 0, 0);
    const { data } = pen.getImageData(0, 0, SIZE_PX, SIZE_PX);
    for (let at = 0; at < data.length; at += 4) {
      if (data[at] !== data[at + 1] || data[at + 1] !== data[at + 2]) return true;
    }
    return false;
  };
}
