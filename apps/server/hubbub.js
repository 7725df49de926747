// The launcher. It is JavaScript so that Node's type stripper, 18 MB in each thread, is never loaded: `pnpm build`
// fills a cache with the stripped and compiled modules, which also halves the time to start.
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

if (Number.parseInt(process.versions.node, 10) < 26) {
  const found = `This is Node ${process.versions.node}, and Hubbub needs Node 26 or newer.`;
  process.stderr.write(`hubbub: ${found} Run \`npx -y pnpm start\`, which brings it.\n`);
  process.exit(1);
}

// By default V8 lets garbage grow to the size of the live heap, which thousands of idle connections would make half of
// what a connection costs. So the young generation keeps its initial size, and the old one is collected after growing
// by half. V8 reads both flags whenever it needs them. They come before the cache, which is separate for each set of flags.
setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--heap-growing-percent=50');

// Workers read the environment. Portable: modules are found by relative path, so the cache outlives a move, and a copy
// that turbo restores into another worktree of the repository.
const directory = fileURLToPath(new URL('./dist/compiled', import.meta.url));
Object.assign(process.env, { NODE_COMPILE_CACHE: directory, NODE_COMPILE_CACHE_PORTABLE: '1' });
module.enableCompileCache({ directory, portable: true });

await import('./src/main.ts');
