import { enableCompileCache } from 'node:module';

// What was stripped of its types once need not be again: half of the time to start.
enableCompileCache();
const { start } = await import('./start.ts');
await start(process.argv.slice(2), process.env);
