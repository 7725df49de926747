// The program's door. It is JavaScript because of what it does: TypeScript that was stripped and compiled once is kept
// (`pnpm build` fills the cache), so that starting takes half the time and Node's type stripper, 18 MB in each thread,
// is never loaded. Workers read the variable.
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

const directory = fileURLToPath(new URL('./dist/compiled', import.meta.url));
process.env['NODE_COMPILE_CACHE'] = directory;
enableCompileCache({ directory, portable: true });

await import('./src/main.ts');
