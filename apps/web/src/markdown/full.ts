export { Blocks } from './Prose.tsx';
export { read } from './read.ts';
