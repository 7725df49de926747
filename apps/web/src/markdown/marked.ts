/** What the page uses of marked. The build bundles this file by itself, without the rest; see `vite.config.ts`. */
export { Lexer, Tokenizer } from 'marked';
