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

export default defineConfig({
  // Every address in the page is relative to its <base>, so that it can live under any path.
  base: './',
  appType: 'mpa',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [await prefresh(), homeAtEveryRoom, compression({ include: /\.(js|css|svg)$/ })],
  build: {
    target: 'es2024',
    modulePreload: false,
    // The icon is a file like the others; the page holds no data: address.
    assetsInlineLimit: 0,
    rolldownOptions: { input: 'home.html' },
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
