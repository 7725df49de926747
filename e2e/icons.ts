import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findOrInstallBrowser } from './browser.ts';

/** `pnpm icons`: draws the bitmap icons from icon.svg. The files are committed; run this when the drawing changes. */
const web = join(import.meta.dirname, '../apps/web');
const svg = readFileSync(join(web, 'src/icon.svg'), 'utf8');
const FAVICON_SIZES = [16, 32, 48];
const TOUCH_ICON_SIZE = 180;

const browser = await chromium.launch({ executablePath: findOrInstallBrowser(), args: ['--no-sandbox'] });
const page = await browser.newPage();

async function draw(size: number, drawing: string): Promise<Buffer> {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body { margin: 0 } svg { display: block; width: ${size}px }</style>${drawing}`);
  return page.screenshot({ omitBackground: true });
}

mkdirSync(join(web, 'public'), { recursive: true });
const images = [];
for (const size of FAVICON_SIZES) images.push({ size, png: await draw(size, svg) });
writeFileSync(join(web, 'public/favicon.ico'), ico(images));
// iOS rounds the corners itself.
writeFileSync(join(web, 'src/touch-icon.png'), await draw(TOUCH_ICON_SIZE, svg.replace('rx="8"', '')));
await browser.close();

/** An .ico file: a header of 6 bytes, 16 bytes for each image, then the images themselves. */
function ico(images: readonly { size: number; png: Buffer }[]): Buffer {
  const header = Buffer.alloc(6 + 16 * images.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(images.length, 4);
  let offset = header.length;
  for (const [index, { size, png }] of images.entries()) {
    const entry = 6 + 16 * index;
    header.writeUInt8(size, entry);
    header.writeUInt8(size, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...images.map(({ png }) => png)]);
}
