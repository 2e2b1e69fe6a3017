// Which folder outside of domain/ may import what. The most specific row covers a file. A row widens only with a reason in
// docs/decisions/. The rooms of domain/ are in rooms.ts.
import { CLI_IMPORTS } from './cli-imports.ts';
import type { ImportRow } from './import-row.ts';

const WIRING_NPM = ['@temporalio/common', '@temporalio/worker'];

export const IMPORT_TABLE: readonly ImportRow[] = [
  // When: order and timers. What activities look like is known as a type alone.
  {
    path: 'workflows',
    may: ['domain/run', 'domain/system/given.ts', 'domain/system/trace'],
    mayType: ['activities/contract.ts', 'domain/upkeep/clean-up', 'domain/system/errors.ts'],
    npm: ['@temporalio/common', '@temporalio/workflow'],
  },

  // What: activities get ports, never adapters.
  { path: 'activities', may: ['domain'], npm: ['@temporalio/activity'], node: 'all' },

  // One system each.
  { path: 'adapters/amqp', may: ['domain'], npm: ['amqplib'], node: 'all' },
  { path: 'adapters/amqp/schema.ts', may: ['domain'], npm: ['zod'] },
  { path: 'adapters/backup', may: ['adapters/file', 'domain'], node: 'all' },
  { path: 'adapters/blobs', may: ['adapters/file', 'domain'], node: 'all' },
  // The proxy of a browser goes out by the guarded dial.
  { path: 'adapters/browser', may: ['adapters/http', 'domain'], npm: ['playwright-core'], node: 'all' },
  { path: 'adapters/clock', mayType: ['domain/system/clock.ts'], npm: ['ulid'], node: 'all' },
  { path: 'adapters/disk', may: ['adapters/file', 'domain'], node: 'all' },
  { path: 'adapters/emergency', may: ['adapters/file', 'domain/job/hold'], node: 'all' },
  { path: 'adapters/env', may: ['domain'], npm: ['fastest-levenshtein'], node: 'all' },
  { path: 'adapters/env/schema.ts', may: ['domain'], npm: ['zod'] },
  { path: 'adapters/file', may: ['domain/system/given.ts'], node: 'all' },
  {
    path: 'adapters/http',
    may: ['domain'],
    npm: ['got-scraping', 'header-generator', 'tough-cookie', 'undici'],
    node: 'all',
  },
  {
    path: 'adapters/log',
    may: ['domain/system/secret/mask.ts'],
    mayType: ['domain/system/clock.ts'],
    npm: ['pino'],
  },
  {
    path: 'adapters/mail',
    may: ['domain/system/given.ts'],
    mayType: ['domain'],
    npm: ['nodemailer'],
    node: 'type',
  },
  { path: 'adapters/model', may: ['domain'], npm: ['undici'] },
  { path: 'adapters/model/schema.ts', npm: ['zod'] },
  { path: 'adapters/mongo', may: ['domain'], npm: ['mongodb'], node: 'all' },
  {
    path: 'adapters/otlp',
    may: ['domain/system/given.ts', 'domain/system/trace'],
    npm: [
      '@opentelemetry/api',
      '@opentelemetry/exporter-trace-otlp-http',
      '@opentelemetry/resources',
      '@opentelemetry/sdk-trace',
    ],
    node: 'all',
  },
  {
    path: 'adapters/s3',
    may: ['adapters/blobs/buffer-pool.ts', 'domain'],
    npm: ['@aws-sdk/client-s3'],
    node: 'all',
  },
  { path: 'adapters/sqlite', may: ['domain'], npm: ['sql.js'] },
  { path: 'adapters/pdf', may: ['domain'], npm: ['unpdf'], node: 'all' },
  { path: 'adapters/picture', mayType: ['domain'], npm: ['sharp'] },
  { path: 'adapters/secrets', may: ['adapters/file', 'domain'], node: 'all' },
  {
    path: 'adapters/temporal',
    may: ['domain', 'workflows/search-attributes.ts'],
    mayType: ['workflows/messages.ts'],
    npm: ['@temporalio/client', '@temporalio/common'],
  },
  { path: 'adapters/temporal/find-obstacle.ts', may: ['domain'], node: 'all' },
  { path: 'adapters/temporal/open-worker-connection.ts', may: ['domain'], npm: ['@temporalio/worker'] },

  // Processes. `wiring` opens adapters for the main files, which alone join them to what they run.
  { path: 'workers', may: ['domain'], npm: ['@temporalio/worker'], node: 'all' },
  {
    path: 'workers/wiring',
    may: ['adapters', 'domain', 'workers'],
    mayType: ['activities', 'workflows/tracing.ts'],
    npm: WIRING_NPM,
    node: 'all',
  },
  { path: 'workers/wiring/page-looker.ts', may: ['activities/preview', 'domain'] },
  {
    path: 'workers/wiring/dispatch-ports.ts',
    may: [
      'activities/proxy-routes.ts',
      'activities/scrape',
      'adapters/amqp',
      'domain/health/scaling',
      'workers/url-key.ts',
    ],
  },
  { path: 'workers/orchestrator/main.ts', may: ['activities', 'domain', 'workers/wiring'], node: 'all' },
  { path: 'workers/dispatcher/main.ts', may: ['activities', 'workers/wiring'] },
  { path: 'workers/threads', may: ['domain'], node: 'all' },
  { path: 'workers/threads/picture-thread.ts', may: ['adapters/picture', 'domain'], node: 'all' },
  {
    path: 'workers/pipeline',
    may: ['activities/compress-content.ts', 'domain', 'workers/threads'],
    node: 'all',
  },
  {
    path: 'workers/pipeline/view-content.ts',
    may: ['domain'],
    npm: ['@joplin/turndown-plugin-gfm', 'turndown'],
  },
  {
    path: 'workers/pipeline/import-thread.ts',
    may: ['adapters/sqlite', 'domain', 'workers/threads'],
    node: 'all',
  },
  {
    path: 'workers/pipeline/document-thread.ts',
    may: ['adapters/pdf', 'domain'],
    mayType: ['workers/threads'],
    node: 'all',
  },
  { path: 'workers/pipeline/main.ts', may: ['activities', 'workers/pipeline', 'workers/wiring'] },
  { path: 'workers/monitor', may: ['domain/system/lock'], mayType: ['domain'] },
  {
    path: 'workers/monitor/alert-turns.ts',
    may: ['domain/alert/sweep', 'domain/system/duration.ts', 'workers/monitor', 'workers/wiring'],
    mayType: ['domain'],
  },
  {
    path: 'workers/monitor/summary-turn.ts',
    may: ['domain/alert/model-summary', 'domain/system/duration.ts', 'workers/monitor', 'workers/wiring'],
  },
  {
    path: 'workers/monitor/engine-turns.ts',
    may: ['domain/job/reconcile', 'domain/system/duration.ts', 'workers/monitor'],
    mayType: ['domain', 'workers/wiring'],
  },
  {
    path: 'workers/monitor/storage-turns.ts',
    may: [
      'activities/compress-content.ts',
      'domain/system/audit',
      'domain/system/duration.ts',
      'domain/system/lock',
      'domain/upkeep/clean-up',
      'workers/wiring',
    ],
    mayType: ['workers/monitor'],
  },
  {
    path: 'workers/monitor/letter-turns.ts',
    may: ['domain/system/duration.ts', 'domain/upkeep/dead-letter', 'workers/monitor', 'workers/wiring'],
  },
  { path: 'workers/monitor/main.ts', may: ['activities', 'domain', 'workers/monitor', 'workers/wiring'] },
  // A session's cookies are kept beside the fetchers that send them.
  {
    path: 'workers/scraper',
    may: ['adapters/http/cookie-jar.ts', 'domain', 'workers/work-log.ts'],
    node: 'all',
  },
  { path: 'workers/scraper/main.ts', may: ['adapters/http', 'workers/scraper'] },
  { path: 'workers/scraper/run-scraper.ts', may: ['adapters', 'domain', 'workers'], node: 'all' },
  {
    path: 'workers/renderer/browser-gauge.ts',
    may: ['domain/health/renderer'],
    mayType: ['domain', 'workers/heartbeat.ts'],
  },
  {
    path: 'workers/renderer/main.ts',
    may: ['adapters/browser', 'adapters/http/plain-fetcher.ts', 'domain', 'workers/scraper'],
  },

  // The face.
  {
    path: 'api',
    may: ['domain'],
    npm: [
      '@fastify/cookie',
      '@fastify/helmet',
      '@fastify/rate-limit',
      '@fastify/static',
      '@fastify/swagger',
      '@scalar/fastify-api-reference',
      'fastify',
      'fastify-type-provider-zod',
      'feed',
    ],
    node: 'all',
  },
  { path: 'api/export', may: ['api', 'domain'], npm: ['csv-stringify'], node: 'all' },
  { path: 'api/metrics', may: ['api', 'domain'], npm: ['fastify', 'prom-client'] },
  // What assistants are served with, by the API and by the command.
  {
    path: 'api/mcp',
    may: ['api/client', 'api/schemas', 'domain'],
    npm: ['@modelcontextprotocol/server'],
  },
  {
    path: 'api/mcp/serve-http.ts',
    may: ['api/client', 'api/mcp'],
    npm: ['@modelcontextprotocol/server', 'fastify'],
    node: 'all',
  },
  { path: 'api/schemas', may: ['domain'], npm: ['zod'] },
  {
    path: 'api/main.ts',
    may: [
      'adapters/clock',
      'adapters/emergency',
      'adapters/http/proxy',
      'adapters/model',
      'adapters/secrets',
      'api',
      'domain/system/access',
      'domain/system/secret',
      'domain/system/version.ts',
      'workers/pipeline',
      'workers/wiring',
    ],
    mayType: ['domain/system/model'],
  },
  // The browser's side: a client of the public API, which knows its forms as types.
  {
    path: 'dashboard',
    may: [
      'domain/alert',
      'domain/change',
      'domain/config',
      'domain/health/scaling/process-range.ts',
      'domain/job',
      'domain/page/known-text/known-text.ts',
      'domain/price/rule',
      'domain/reading/page/document-word.ts',
      'domain/reading/page/value-source.ts',
      'domain/reading/part/watch-rules.ts',
      'domain/reading/words/sold-out.ts',
      'domain/system',
      'domain/upkeep/import/known-text/known-text-words.ts',
    ],
    mayType: ['api/schemas', 'domain'],
    npm: [
      '@tanstack/react-query',
      '@tanstack/react-router',
      '@tanstack/react-virtual',
      'react',
      'react-aria-components',
      'react-dom',
    ],
  },
  // Which of several files are sent as one archive is the rule of the command, too.
  {
    path: 'dashboard/job/import/pack-files.ts',
    may: ['domain/reading/content/archive/pack-zip.ts', 'domain/upkeep/import/file-groups.ts'],
  },
  // The plot library is loaded where a chart is shown.
  {
    path: 'dashboard/ui/chart',
    may: [
      'dashboard/ui/appearance',
      'dashboard/ui/list/scroll-box.tsx',
      'dashboard/ui/list/table-head.tsx',
      'domain/system/duration.ts',
    ],
    npm: ['react', 'uplot'],
  },
  {
    path: 'dashboard/vite.config.ts',
    npm: ['@tailwindcss/vite', '@vitejs/plugin-react', 'vite'],
    node: 'all',
  },
  ...CLI_IMPORTS,

  // The stand-in for MongoDB knows nothing of the rest.
  { path: 'embedded-store', npm: ['bson', 'lmdb', 'mingo', 'sorted-btree'], node: 'all' },
  { path: 'vitest.config.ts', may: ['test/support'], npm: ['vitest'], node: 'all' },
];
