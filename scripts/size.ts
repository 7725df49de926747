import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * What a browser fetches before somebody can read and write, gzipped: the page's entry, what it imports at once, and
 * the words of the language that has the most of them. Part of `pnpm check`: a passed limit fails it.
 */
const limits = { js: 64 * 1024, css: 12 * 1024 };

interface Chunk {
  file: string;
  imports?: string[];
  css?: string[];
}

const dist = join(import.meta.dirname, '../apps/web/dist');
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;

const chunks = Object.values(manifest);
const files = new Set<string>();
function fetchWith(chunk: Chunk | undefined, name: string): void {
  if (chunk === undefined) throw new Error(`There is no ${name} in what was built.`);
  if (files.has(chunk.file)) return;
  for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
  for (const imported of chunk.imports ?? []) fetchWith(manifest[imported], imported);
}
for (const [, file] of readFileSync(join(dist, 'home.html'), 'utf8').matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)) {
  if (file?.endsWith('.js'))
    fetchWith(
      chunks.find((chunk) => chunk.file === file),
      file,
    );
  else if (file !== undefined) files.add(file);
}
// What the page asks for at once, besides: the words of Chinese, and what reads Markdown.
for (const name of ['src/i18n/zh.ts', 'src/markdown/Blocks.tsx']) fetchWith(manifest[name], name);

for (const [kind, limit] of Object.entries(limits)) {
  const packed = [...files]
    .filter((file) => file.endsWith(`.${kind}`))
    .map((file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length);
  const size = packed.reduce((sum, bytes) => sum + bytes, 0);
  const verdict = size <= limit ? 'within' : 'OVER';
  console.log(`first load, ${kind}: ${(size / 1024).toFixed(1)} KB gzipped, ${verdict} ${limit / 1024} KB`);
  if (size > limit) process.exitCode = 1;
}
