// Builds the dashboard into dist/dashboard, where the API serves it. Nothing is loaded from elsewhere: fonts
// and styles are files of the build, and no code stands in the page.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { type Plugin, defineConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Fonts are files of their own: the page's policy forbids addresses with data in them. */
const NOTHING_INLINE = 0;

const outDir = fileURLToPath(new URL('../dist/dashboard', import.meta.url));
/** Fonts are compressed already; maps are read by developers alone. */
const COMPRESSED = /\.(?:js|css|svg)$/;

/** One step below the best is a tenth of its time for a fiftieth more bytes. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** Writes a compressed copy beside each file once, so that the API compresses nothing while it serves. */
function compressOnce(): Plugin {
  return {
    name: 'compress-once',
    closeBundle() {
      const assets = join(outDir, 'assets');
      for (const name of readdirSync(assets).filter((file) => COMPRESSED.test(file))) {
        const bytes = readFileSync(join(assets, name));
        writeFileSync(join(assets, `${name}.br`), brotliCompressSync(bytes, BROTLI));
        writeFileSync(join(assets, `${name}.gz`), gzipSync(bytes, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  root: here,
  plugins: [react(), tailwindcss(), compressOnce()],
  build: {
    outDir,
    emptyOutDir: true,
    assetsInlineLimit: NOTHING_INLINE,
    sourcemap: true,
    reportCompressedSize: false,
    // The helper that preloads chunks would be code in the page.
    modulePreload: { polyfill: false },
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  // With `vite --config dashboard/vite.config.ts` the page reloads while it is written; the API is asked as if it served it.
  server: {
    port: 4610,
    proxy: Object.fromEntries(
      ['/v1', '/openapi.json', '/readyz', '/healthz', '/metrics', '/docs', '/problems'].map((path) => [
        path,
        'http://127.0.0.1:4600',
      ]),
    ),
  },
});
