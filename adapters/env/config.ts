// The only reader of the environment: everything else is given values. All faults are reported at once, with the nearest
// known name for a misspelt one; values that may hold secrets are never printed.
import { join } from 'node:path';
import { DEFAULT_PORTS, parseAllowHosts } from '../../domain/egress/policy.ts';
import type { EgressPolicy } from '../../domain/egress/policy.ts';
import { WebloomError } from '../../domain/errors.ts';
import { parseSecretKey } from '../../domain/secret/secret-key.ts';
import { nearestName } from './nearest-name.ts';
import { Variables } from './variables.ts';

export interface Config {
  readonly mongodbUri: string;
  readonly rabbitmqUrl: string;
  /** `host:port` of Temporal's frontend. */
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  /** Prefix of the database, queues and task queues, for several installations on the same services. */
  readonly namespace: string;
  readonly databaseName: string;
  readonly dataDir: string;
  readonly blobDir: string;
  readonly blobFlush: 'none' | 'data';
  readonly host: string;
  readonly port: number;
  /** Asked of every caller when set; must be set to listen beyond loopback. */
  readonly apiKey: string | null;
  /** Seals the secrets of jobs; null: the key file of the data folder. Written as base64 or hexadecimal digits. */
  readonly secretKey: string | null;
  /** Keys that sealed before; what they sealed is sealed anew at start. */
  readonly oldSecretKeys: readonly string[];
  /** The key of stored secrets is gone: they are given up. */
  readonly secretKeyLost: boolean;
  /** Base address of Temporal's own screens, for links. */
  readonly temporalUiUrl: string | null;
  readonly egress: EgressPolicy;
  /** The operator's own hosts: no politeness delay by default. Lower-case names, with a port where one was written. */
  readonly ownHosts: readonly string[];
  readonly userAgent: string;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  /** Chunks of a run in flight. */
  readonly chunkWindow: number;
  /** Visits of a chunk at most. */
  readonly chunkMax: number;
  /** Events of a workflow's history after which it continues as new. */
  readonly historyLimit: number;
  /** What running work gets when a run is stopped, milliseconds. */
  readonly graceMs: number;
  /** Fetches a scraper has in flight. */
  readonly scraperConcurrency: number;
  /** Messages a scraper holds unanswered. */
  readonly scraperPrefetch: number;
  /** Threads of a pipeline process that parse. */
  readonly parseThreads: number;
}

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const PREFIX = 'WEBLOOM_';

/** Read by other parts before there is a configuration (the launcher and the local stack). */
const READ_ELSEWHERE = ['WEBLOOM_API', 'WEBLOOM_CACHE_DIR', 'WEBLOOM_TEMPORAL_BIN', 'WEBLOOM_RABBITMQ_BIN'];

/** Throws (configuration-invalid) with every fault found. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const variables = new Variables(env);
  const config = readAll(variables);
  const faults = [...variables.faults, ...unknownNames(env, variables.names)];
  if (faults.length > 0) {
    throw new WebloomError(
      'configuration-invalid',
      `The environment is not valid:\n- ${faults.join('\n- ')}`,
      {
        facts: { faults },
      },
    );
  }
  return deepFreeze(config);
}

function readAll(read: Variables): Config {
  const namespace = read.pattern('WEBLOOM_NAMESPACE', 'webloom', /^[a-z][a-z0-9-]{0,39}$/);
  const dataDir = read.text('WEBLOOM_DATA_DIR', '.webloom');
  const allowHosts = parseAllowHosts(read.text('WEBLOOM_ALLOW_HOSTS', ''));
  read.report('WEBLOOM_ALLOW_HOSTS', allowHosts.faults);
  return {
    mongodbUri: read.address('MONGODB_URI', 'mongodb://127.0.0.1:27017', ['mongodb:', 'mongodb+srv:']),
    rabbitmqUrl: read.address('RABBITMQ_URL', 'amqp://guest:guest@127.0.0.1:5672', ['amqp:', 'amqps:']),
    temporalAddress: read.pattern('TEMPORAL_ADDRESS', '127.0.0.1:7233', /^[^\s/]+:\d{1,5}$/),
    temporalNamespace: read.text('TEMPORAL_NAMESPACE', 'default'),
    namespace,
    databaseName: namespace,
    dataDir,
    blobDir: read.text('WEBLOOM_BLOB_DIR', join(dataDir, 'blobs')),
    blobFlush: read.choice('WEBLOOM_BLOB_FLUSH', 'none', ['none', 'data']),
    host: read.text('WEBLOOM_HOST', '127.0.0.1'),
    port: read.integer('WEBLOOM_PORT', 4_600, { min: 0, max: 65_535 }),
    apiKey: read.text('WEBLOOM_API_KEY', '') || null,
    ...readSecretKeys(read),
    temporalUiUrl: read.text('TEMPORAL_UI_URL', '') || null,
    egress: { allowHosts: allowHosts.entries, ports: DEFAULT_PORTS },
    ownHosts: read.list('WEBLOOM_OWN_HOSTS'),
    userAgent: read.pattern(
      'WEBLOOM_USER_AGENT',
      'Webloom/0.1 (+https://webloom.invalid/bot)',
      /^[\x20-\x7e]{1,300}$/,
    ),
    logLevel: read.choice('WEBLOOM_LOG_LEVEL', 'info', LEVELS),
    chunkWindow: read.integer('WEBLOOM_CHUNK_WINDOW', 4, { min: 1, max: 64 }),
    chunkMax: read.integer('WEBLOOM_CHUNK_MAX', 500, { min: 1, max: 5_000 }),
    historyLimit: read.integer('WEBLOOM_HISTORY_LIMIT', 4_000, { min: 50, max: 40_000 }),
    graceMs: read.integer('WEBLOOM_GRACE_MS', 30_000, { min: 0, max: 600_000 }),
    scraperConcurrency: read.integer('WEBLOOM_SCRAPER_CONCURRENCY', 48, { min: 1, max: 1_000 }),
    scraperPrefetch: read.integer('WEBLOOM_SCRAPER_PREFETCH', 64, { min: 1, max: 2_000 }),
    parseThreads: read.integer('WEBLOOM_PARSE_THREADS', 1, { min: 1, max: 64 }),
  };
}

type SecretKeys = Pick<Config, 'secretKey' | 'oldSecretKeys' | 'secretKeyLost'>;

function readSecretKeys(read: Variables): SecretKeys {
  const key = read.text('WEBLOOM_SECRET_KEY', '');
  const old = read.text('WEBLOOM_SECRET_KEY_OLD', '').split(/[\s,]+/);
  const oldKeys = old.filter((text) => text !== '' && text !== 'lost');
  const form = 'must be 32 bytes as base64, as `openssl rand -base64 32` prints them';
  if (key !== '' && parseSecretKey(key) === null) read.report('WEBLOOM_SECRET_KEY', [form]);
  if (oldKeys.some((text) => parseSecretKey(text) === null))
    read.report('WEBLOOM_SECRET_KEY_OLD', [`each key ${form}, or the word lost`]);
  return { secretKey: key || null, oldSecretKeys: oldKeys, secretKeyLost: old.includes('lost') };
}

function unknownNames(env: Readonly<Record<string, string | undefined>>, known: readonly string[]): string[] {
  const expected = [...known.filter((name) => name.startsWith(PREFIX)), ...READ_ELSEWHERE];
  return Object.keys(env)
    .filter((name) => name.startsWith(PREFIX) && !expected.includes(name))
    .map((name) => {
      const nearest = nearestName(name, expected);
      return nearest === null ? `${name} is not known` : `${name} is not known; did you mean ${nearest}?`;
    });
}

function deepFreeze<Value extends object>(value: Value): Value {
  for (const part of Object.values(value) as unknown[]) {
    if (typeof part === 'object' && part !== null) deepFreeze(part);
  }
  return Object.freeze(value);
}
