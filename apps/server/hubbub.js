// The program's door. It is JavaScript because of what it does: TypeScript that was stripped and compiled once is kept
// (`pnpm build` fills the cache), so that starting takes half the time and Node's type stripper, 18 MB in each thread,
// is never loaded. Workers read the variable.
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

// Left alone, V8 lets garbage pile up until it is as large as what is used, and thousands who connect and then say
// nothing keep it that way: it would be half of what a connection costs. So the space for new objects stays as small
// as it begins, and the old ones are gone through whenever they have grown by half. Both are read each time they are
// needed, so they can be set from inside, however the server was started; but before the cache, which is kept apart
// for each set of flags.
setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--heap-growing-percent=50');

const directory = fileURLToPath(new URL('./dist/compiled', import.meta.url));
process.env['NODE_COMPILE_CACHE'] = directory;
enableCompileCache({ directory, portable: true });

await import('./src/main.ts');
