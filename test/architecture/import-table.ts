// The import map of the repository as data: which folder may import what. The most specific row covers a file. A row
// widens only with a reason in docs/decisions/.

export interface ImportRow {
  /** A folder, or one file where it may do more than its folder. */
  readonly path: string;
  /** Own folders that may be imported by value; its own folder always may. */
  readonly may?: readonly string[];
  /** Own folders or files of which only types may be imported. */
  readonly mayType?: readonly string[];
  readonly npm?: readonly string[];
  readonly npmType?: readonly string[];
  /** Modules of Node; absent = none. */
  readonly node?: 'all' | 'type';
}

const WIRING_NPM = ['@temporalio/client', '@temporalio/common', '@temporalio/worker'];

export const IMPORT_TABLE: readonly ImportRow[] = [
  // Rules and words: pure libraries stand beside the noun that needs them.
  { path: 'domain' },
  { path: 'domain/agent' },
  { path: 'domain/blob' },
  {
    path: 'domain/change',
    may: ['domain/page', 'domain/price'],
    npm: ['css-select', 'domhandler', 'domutils', 'htmlparser2', 're2js'],
  },
  { path: 'domain/content', may: ['domain/page'], npm: ['domhandler'] },
  { path: 'domain/disk' },
  {
    path: 'domain/dispatch',
    may: ['domain/fetch', 'domain/politeness', 'domain/url'],
    mayType: ['domain/run', 'domain/stage'],
  },
  { path: 'domain/egress', npm: ['ipaddr.js'] },
  { path: 'domain/event' },
  { path: 'domain/fetch', may: ['domain/politeness'], mayType: ['domain/egress'], npm: ['iconv-lite'] },
  { path: 'domain/host', may: ['domain/politeness'] },
  { path: 'domain/idempotency' },
  {
    path: 'domain/job',
    may: [
      'domain',
      'domain/change',
      'domain/egress',
      'domain/page',
      'domain/politeness',
      'domain/run',
      'domain/schedule',
      'domain/secret',
      'domain/url',
    ],
    mayType: ['domain/selector'],
    npm: ['re2js'],
  },
  { path: 'domain/job/schema.ts', npm: ['zod'] },
  { path: 'domain/lock' },
  {
    path: 'domain/page',
    may: ['domain/price', 'domain/url'],
    mayType: ['domain/change'],
    npm: ['css-select', 'domhandler', 'entities', 'htmlparser2'],
  },
  {
    path: 'domain/plan',
    may: ['domain/politeness', 'domain/url'],
    mayType: ['domain/host', 'domain/job', 'domain/run', 'domain/stage'],
  },
  { path: 'domain/politeness' },
  { path: 'domain/price', may: ['domain/errors.ts'], mayType: ['domain/page'] },
  { path: 'domain/robots', may: ['domain/fetch', 'domain/url'] },
  {
    path: 'domain/removal',
    may: ['domain', 'domain/blob', 'domain/job', 'domain/run'],
  },
  // The words of workflows: no library behind them, croner for the use cases alone.
  {
    path: 'domain/run',
    may: ['domain', 'domain/job', 'domain/schedule'],
    mayType: ['domain/agent', 'domain/dispatch', 'domain/event'],
  },
  { path: 'domain/schedule', may: ['domain/errors.ts'], mayType: ['domain/job'], npm: ['croner'] },
  { path: 'domain/selector', may: ['domain/page', 'domain/price', 'domain/url'], npmType: ['domhandler'] },
  {
    path: 'domain/sitemap',
    may: ['domain/fetch', 'domain/robots', 'domain/url'],
    npm: ['htmlparser2'],
  },
  { path: 'domain/secret' },
  {
    path: 'domain/stage',
    may: ['domain/url'],
    mayType: ['domain/job', 'domain/change', 'domain/dispatch', 'domain/page', 'domain/price', 'domain/run'],
  },
  {
    path: 'domain/store',
    may: ['domain/page', 'domain/run', 'domain/url'],
    mayType: ['domain/change', 'domain/clock.ts', 'domain/job', 'domain/stage'],
  },
  { path: 'domain/url', npm: ['iconv-lite', 'tldts'] },

  // When: order and timers. What activities look like is known as a type alone.
  {
    path: 'workflows',
    mayType: ['activities/contract.ts', 'domain/run'],
    npm: ['@temporalio/common', '@temporalio/workflow'],
  },

  // What: activities get ports, never adapters.
  { path: 'activities', may: ['domain'], npm: ['@temporalio/activity'], node: 'all' },

  // One system each.
  { path: 'adapters/amqp', may: ['domain'], npm: ['amqplib'], node: 'all' },
  { path: 'adapters/amqp/schema.ts', may: ['domain'], npm: ['zod'] },
  { path: 'adapters/blobs', may: ['domain'], node: 'all' },
  { path: 'adapters/clock', mayType: ['domain/clock.ts'], npm: ['ulid'], node: 'all' },
  { path: 'adapters/disk', may: ['domain'], node: 'all' },
  { path: 'adapters/env', may: ['domain'], node: 'all' },
  { path: 'adapters/http', may: ['domain'], npm: ['got-scraping', 'undici'], node: 'all' },
  { path: 'adapters/log', mayType: ['domain/clock.ts'], npm: ['pino'] },
  { path: 'adapters/memory', may: ['domain'] },
  { path: 'adapters/mongo', may: ['domain'], npm: ['mongodb'], node: 'all' },
  { path: 'adapters/secrets', may: ['domain'], node: 'all' },
  {
    path: 'adapters/temporal',
    may: ['domain', 'workflows/search-attributes.ts'],
    mayType: ['workflows/messages.ts'],
    npm: ['@temporalio/client'],
  },

  // Processes. `wiring` opens adapters for the main files, which alone join them to what they run.
  { path: 'workers', may: ['domain'], npm: ['@temporalio/worker'], node: 'all' },
  {
    path: 'workers/wiring',
    may: ['adapters', 'domain', 'workers'],
    mayType: ['activities'],
    npm: WIRING_NPM,
    node: 'all',
  },
  { path: 'workers/orchestrator/main.ts', may: ['activities', 'domain', 'workers/wiring'], node: 'all' },
  { path: 'workers/dispatcher/main.ts', may: ['activities', 'adapters', 'workers/wiring'] },
  { path: 'workers/pipeline', may: ['activities/compress-content.ts', 'domain'], node: 'all' },
  { path: 'workers/pipeline/main.ts', may: ['activities', 'workers/pipeline', 'workers/wiring'] },
  { path: 'workers/monitor', mayType: ['domain'] },
  { path: 'workers/monitor/main.ts', may: ['activities', 'domain', 'workers/monitor', 'workers/wiring'] },
  { path: 'workers/scraper', may: ['domain'], node: 'all' },
  { path: 'workers/scraper/main.ts', may: ['adapters', 'domain', 'workers', 'workers/scraper'], node: 'all' },

  // The face.
  {
    path: 'api',
    may: ['domain'],
    npm: ['@fastify/swagger', 'fastify', 'fastify-type-provider-zod'],
    node: 'all',
  },
  { path: 'api/schemas', may: ['domain'], npm: ['zod'] },
  { path: 'api/main.ts', may: ['adapters/secrets', 'api', 'workers/wiring'], mayType: ['domain/secret'] },
  {
    path: 'cli',
    may: ['api/client.ts', 'cli/commands', 'cli/stack', 'domain'],
    npm: ['commander', 'picocolors'],
    node: 'all',
  },
  {
    path: 'cli/commands',
    may: ['cli', 'cli/demo', 'cli/stack', 'domain'],
    mayType: ['api/client.ts'],
    npm: ['commander'],
  },
  { path: 'cli/demo', may: ['cli', 'domain'], mayType: ['api/client.ts'] },
  { path: 'cli/demo/shop', may: ['domain'], node: 'all' },
  {
    path: 'cli/stack',
    may: [
      'adapters/disk',
      'adapters/env',
      'adapters/http',
      'adapters/secrets',
      'adapters/temporal',
      'domain',
    ],
    npm: ['@temporalio/client', '@temporalio/common', 'amqplib', 'mongodb'],
    node: 'all',
  },

  // The stand-in for MongoDB knows nothing of the rest.
  { path: 'embedded-store', npm: ['bson', 'mingo', 'sorted-btree'], node: 'all' },
  { path: 'vitest.config.ts', npm: ['vitest'] },
];

/** Folders that may import anything: they check and measure the rest. */
export const FREE_FOLDERS = ['test', 'bench'];
