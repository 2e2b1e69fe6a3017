// Builds the dashboard into dist/dashboard, where the API serves it. Nothing is loaded from elsewhere: fonts
// and styles are files of the build, and no code stands in the page.
import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Fonts are files of their own: the page's policy forbids addresses with data in them. */
const NOTHING_INLINE = 0;

export default defineConfig({
  root: here,
  plugins: [react(), tailwindcss()],
  build: {
    outDir: fileURLToPath(new URL('../dist/dashboard', import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: NOTHING_INLINE,
    sourcemap: true,
    reportCompressedSize: false,
    // The helper that preloads chunks would be code in the page.
    modulePreload: { polyfill: false },
  },
  // With `vite --config dashboard/vite.config.ts` the page reloads while it is written; the API is asked as if it served it.
  server: {
    port: 4610,
    proxy: Object.fromEntries(
      ['/v1', '/openapi.json', '/readyz', '/healthz', '/docs', '/problems'].map((path) => [
        path,
        'http://127.0.0.1:4600',
      ]),
    ),
  },
});
