import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * Limits of the gzipped bytes that a browser loads before a visitor can read and write: the page's entry with its
 * static imports, the Markdown renderer, and the largest language. Part of `pnpm check`, which fails above a limit.
 */
const limitBytes = { js: 64 * 1024, css: 12 * 1024 };

interface Chunk {
  file: string;
  imports?: string[];
  css?: string[];
}

const dist = join(import.meta.dirname, '../apps/web/dist');
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;

const chunks = Object.values(manifest);
const files = new Set<string>();
function addWithImports(chunk: Chunk | undefined, name: string): void {
  if (chunk === undefined) throw new Error(`The build does not contain ${name}.`);
  if (files.has(chunk.file)) return;
  for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
  for (const imported of chunk.imports ?? []) addWithImports(manifest[imported], imported);
}
for (const [, file] of readFileSync(join(dist, 'home.html'), 'utf8').matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)) {
  if (file?.endsWith('.js'))
    addWithImports(
      chunks.find((chunk) => chunk.file === file),
      file,
    );
  else if (file !== undefined) files.add(file);
}
// Dynamic imports that every visit needs.
for (const name of ['src/i18n/zh.ts', 'src/markdown/Blocks.tsx']) addWithImports(manifest[name], name);

for (const [kind, limit] of Object.entries(limitBytes)) {
  const packed = [...files]
    .filter((file) => file.endsWith(`.${kind}`))
    .map((file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length);
  const size = packed.reduce((sum, bytes) => sum + bytes, 0);
  const verdict = size <= limit ? 'within' : 'OVER';
  console.log(`first load, ${kind}: ${(size / 1024).toFixed(1)} KB gzipped, ${verdict} ${limit / 1024} KB`);
  if (size > limit) process.exitCode = 1;
}
