import { pathToFileURL } from 'node:url';
import prefresh from '@prefresh/vite';
import { build, defineConfig, type Plugin, type Rolldown } from 'vite';
import { compression } from 'vite-plugin-compression2';

const server = 'http://127.0.0.1:3435';

/** The development server serves the page at `/` and at every `/r/…`, as the real server does. */
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
 * Runs `*.baked.ts` at build time: the page gets the exported values instead of the code and data behind them.
 * Without this plugin, as in unit tests, the module runs as usual and has the same values.
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

/**
 * Bundles marked's lexer by itself, because tree shaking may assume more about marked than about the page: accessing a
 * property there has no side effects, and neither has its constructor `Marked` (`ne` in its release). So the ready-made
 * instance goes, and with it the renderer to HTML, together a fifth of marked.
 */
const markedLexer: Plugin = {
  name: 'marked-lexer',
  enforce: 'pre',
  apply: 'build',
  async load(id) {
    if (!id.endsWith('/markdown/marked.ts')) return null;
    const bundles = (await build({
      configFile: false,
      logLevel: 'warn',
      build: {
        write: false,
        minify: false,
        lib: { entry: id, formats: ['es'] },
        rolldownOptions: {
          treeshake: { propertyReadSideEffects: false, propertyWriteSideEffects: false, manualPureFunctions: ['ne'] },
        },
      },
    })) as Rolldown.RolldownOutput[];
    return bundles[0]?.output[0].code;
  },
};

/** Chunks that are fetched on demand have no styles of their own, so Vite's preload helper is not needed. */
const plainImports: Plugin = {
  name: 'plain-imports',
  enforce: 'pre',
  apply: 'build',
  load: (id) => (id.includes('vite/preload-helper') ? 'export const __vitePreload = (load) => load();' : null),
};

export default defineConfig({
  // Relative to the page's <base>, so that it can be served under any path.
  base: './',
  appType: 'mpa',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [
    await prefresh(),
    homeAtEveryRoom,
    baked,
    markedLexer,
    plainImports,
    compression({ include: /\.(js|css|svg)$/ }),
  ],
  build: {
    target: 'es2024',
    modulePreload: false,
    // For `scripts/size.ts`; the server does not serve it.
    manifest: true,
    // The icon stays a file; the page contains no data: address.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: 'home.html',
      // The first view's code is one chunk: a second one would be requested only after the first has arrived.
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
