import { pathToFileURL } from 'node:url';
import prefresh from '@prefresh/vite';
import { defineConfig, type Plugin } from 'vite';
import { compression } from 'vite-plugin-compression2';

const server = 'http://127.0.0.1:3435';

/** In development, as the server does in earnest: the page is at `/` and at every `/r/…`. */
const homeAtEveryRoom: Plugin = {
  name: 'home-at-every-room',
  configureServer({ middlewares }) {
    middlewares.use((request, _response, next) => {
      const path = request.url?.split('?')[0] ?? '';
      if (path === '/' || path.startsWith('/r/')) request.url = '/home.html';
      next();
    });
  },
};

/**
 * `*.baked.ts` is run now, and the page gets the values that it exports instead of the code and the data behind them.
 * Where this plugin is absent, as in unit tests, the code runs there, with the same values.
 */
const baked: Plugin = {
  name: 'baked',
  enforce: 'pre',
  async load(id) {
    if (!id.endsWith('.baked.ts')) return null;
    const values = (await import(pathToFileURL(id).href)) as Record<string, unknown>;
    return Object.entries(values)
      .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
      .join('\n');
  },
};

/** What is fetched on demand brings no style of its own, so there is nothing to look after while it comes. */
const plainImports: Plugin = {
  name: 'plain-imports',
  enforce: 'pre',
  apply: 'build',
  load: (id) => (id.includes('vite/preload-helper') ? 'export const __vitePreload = (load) => load();' : null),
};

export default defineConfig({
  // Every address in the page is relative to its <base>, so that it can live under any path.
  base: './',
  appType: 'mpa',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [await prefresh(), homeAtEveryRoom, baked, plainImports, compression({ include: /\.(js|css|svg)$/ })],
  build: {
    target: 'es2024',
    modulePreload: false,
    // For `scripts/size.ts`; the server does not serve it.
    manifest: true,
    // The icon is a file like the others; the page holds no data: address.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: 'home.html',
      // What the first sight needs comes in one piece: a second one would be asked for only when the first is here.
      output: { codeSplitting: { groups: [{ name: 'page', tags: ['$initial'] }] } },
    },
  },
  server: {
    port: 3434,
    strictPort: true,
    proxy: {
      '/ws': { target: server, ws: true },
      '/api': server,
      '/healthz': server,
      '/readyz': server,
    },
  },
});
