// The only reader of the environment: everything else is given values. All faults are reported at once, with the nearest
// known name for a misspelt one and the nearest valid value; values that may hold secrets are never printed.
import { join } from 'node:path';
import { DEFAULT_FLOOR_MB, floorBytesOf } from '../../domain/disk/disk-space.ts';
import { DEFAULT_PORTS, parseAllowHosts } from '../../domain/egress/policy.ts';
import type { OwnHosts } from '../../domain/egress/own-host.ts';
import type { AllowHost, EgressPolicy } from '../../domain/egress/policy.ts';
import { WebloomError } from '../../domain/errors.ts';
import { parseSecretKey } from '../../domain/secret/secret-key.ts';
import { nearestName } from './nearest-name.ts';
import { type SettingFault, Variables } from './variables.ts';

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
  /** Below this much free disk nothing is fetched; 0 = never mind. */
  readonly diskFloorBytes: number;
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
  /** The operator's own hosts: no politeness delay by default. */
  readonly ownHosts: OwnHosts;
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
  /** Memory (RSS) in MB beyond which a process finishes what it has and is replaced. */
  readonly memoryMb: number;
}

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const PREFIX = 'WEBLOOM_';
/** What scrapers call themselves. */
const NAME = 'Webloom/0.1';
const CONTACT =
  /^(?:https?:\/\/[\x21-\x27\x2a-\x7e]{3,200}|[\x21-\x27\x2a-\x3f\x41-\x7e]{1,100}@[a-zA-Z0-9.-]{1,100})?$/;

/** Read by other parts before there is a configuration (the launcher and the local stack). */
const READ_ELSEWHERE = ['WEBLOOM_API', 'WEBLOOM_CACHE_DIR', 'WEBLOOM_TEMPORAL_BIN', 'WEBLOOM_RABBITMQ_BIN'];

type Env = Readonly<Record<string, string | undefined>>;

/** Throws (configuration-invalid) with every fault found. */
export function readConfig(env: Env): Config {
  const faults = settingFaults(env);
  if (faults.length > 0) throw settingsInvalid(faults);
  return deepFreeze(readAll(new Variables(env)));
}

/** What is wrong with the settings; empty when nothing is. */
export function settingFaults(env: Env): readonly SettingFault[] {
  const variables = new Variables(env);
  readAll(variables);
  return [...variables.faults, ...unknownNames(env, variables.names)];
}

/** Names beginning with WEBLOOM_ that nobody reads. */
export function unknownSettings(env: Env): readonly SettingFault[] {
  const variables = new Variables({});
  readAll(variables);
  return unknownNames(env, variables.names);
}

export function settingsInvalid(faults: readonly SettingFault[]): WebloomError {
  const lines = faults.map(({ name, detail }) => `${name} ${detail}`);
  const errors = faults.map(({ name, detail }) => ({ pointer: name, detail }));
  const title = faults.length === 1 ? 'A setting is not valid' : `${faults.length} settings are not valid`;
  return new WebloomError('configuration-invalid', `The environment is not valid:\n- ${lines.join('\n- ')}`, {
    facts: { title, faults: lines, errors, settings: faults },
  });
}

function readAll(read: Variables): Config {
  const namespace = read.pattern('WEBLOOM_NAMESPACE', 'webloom', {
    pattern: /^[a-z][a-z0-9-]{0,39}$/,
    form: 'up to 40 of a-z, 0-9 and -, beginning with a letter',
  });
  const dataDir = read.text('WEBLOOM_DATA_DIR', '.webloom');
  return {
    mongodbUri: read.address('MONGODB_URI', 'mongodb://127.0.0.1:27017', ['mongodb:', 'mongodb+srv:']),
    rabbitmqUrl: read.address('RABBITMQ_URL', 'amqp://guest:guest@127.0.0.1:5672', ['amqp:', 'amqps:']),
    temporalAddress: read.pattern('TEMPORAL_ADDRESS', '127.0.0.1:7233', {
      pattern: /^[^\s/]+:\d{1,5}$/,
      form: 'host:port, as in 127.0.0.1:7233',
    }),
    temporalNamespace: read.text('TEMPORAL_NAMESPACE', 'default'),
    namespace,
    databaseName: namespace,
    dataDir,
    blobDir: read.text('WEBLOOM_BLOB_DIR', join(dataDir, 'blobs')),
    blobFlush: read.choice('WEBLOOM_BLOB_FLUSH', 'none', ['none', 'data']),
    diskFloorBytes: floorBytesOf(
      read.integer('WEBLOOM_DISK_FLOOR_MB', DEFAULT_FLOOR_MB, { min: 0, max: 10_000_000 }),
    ),
    host: read.text('WEBLOOM_HOST', '127.0.0.1'),
    port: read.integer('WEBLOOM_PORT', 4_600, { min: 0, max: 65_535 }),
    apiKey: read.text('WEBLOOM_API_KEY', '') || null,
    ...readSecretKeys(read),
    temporalUiUrl: read.text('TEMPORAL_UI_URL', '') || null,
    egress: { allowHosts: readAllowHosts(read), ports: DEFAULT_PORTS },
    ownHosts: readHosts(read, 'WEBLOOM_OWN_HOSTS', read.text('WEBLOOM_OWN_HOSTS', '')).entries,
    userAgent: readUserAgent(read),
    logLevel: read.choice('WEBLOOM_LOG_LEVEL', 'info', LEVELS),
    chunkWindow: read.integer('WEBLOOM_CHUNK_WINDOW', 4, { min: 1, max: 64 }),
    chunkMax: read.integer('WEBLOOM_CHUNK_MAX', 500, { min: 1, max: 5_000 }),
    historyLimit: read.integer('WEBLOOM_HISTORY_LIMIT', 4_000, { min: 50, max: 40_000 }),
    graceMs: read.integer('WEBLOOM_GRACE_MS', 30_000, { min: 0, max: 600_000 }),
    scraperConcurrency: read.integer('WEBLOOM_SCRAPER_CONCURRENCY', 48, { min: 1, max: 1_000 }),
    scraperPrefetch: read.integer('WEBLOOM_SCRAPER_PREFETCH', 64, { min: 1, max: 2_000 }),
    parseThreads: read.integer('WEBLOOM_PARSE_THREADS', 1, { min: 1, max: 64 }),
    memoryMb: read.integer('WEBLOOM_MEMORY_MB', 600, { min: 64, max: 1_000_000 }),
  };
}

type SecretKeys = Pick<Config, 'secretKey' | 'oldSecretKeys' | 'secretKeyLost'>;

function readSecretKeys(read: Variables): SecretKeys {
  const key = read.text('WEBLOOM_SECRET_KEY', '');
  const old = read.text('WEBLOOM_SECRET_KEY_OLD', '').split(/[\s,]+/);
  const oldKeys = old.filter((text) => text !== '' && text !== 'lost');
  const report = (name: string, detail: string): void => read.report({ name, detail, instead: null });
  const form = 'must be 32 bytes as base64, as `openssl rand -base64 32` prints them';
  if (key !== '' && parseSecretKey(key) === null) report('WEBLOOM_SECRET_KEY', form);
  if (oldKeys.some((text) => parseSecretKey(text) === null))
    report('WEBLOOM_SECRET_KEY_OLD', `each key ${form}, or the word lost`);
  return { secretKey: key || null, oldSecretKeys: oldKeys, secretKeyLost: old.includes('lost') };
}

function readAllowHosts(read: Variables): readonly AllowHost[] {
  const name = 'WEBLOOM_ALLOW_HOSTS';
  const text = read.text('WEBLOOM_ALLOW_HOSTS', '');
  const { entries, isValid } = readHosts(read, name, text);
  // Whoever writes two words may have meant one host, and the second would be allowed unnoticed.
  if (isValid && /[^\s,]\s+[^\s,]/.test(text)) {
    const instead = withoutSchemes(text);
    read.report({ name, detail: 'holds a blank between two hosts: separate hosts by commas', instead });
  }
  return entries;
}

function readHosts(
  read: Variables,
  name: string,
  text: string,
): { entries: readonly AllowHost[]; isValid: boolean } {
  const { entries, faults } = parseAllowHosts(text);
  for (const detail of faults) read.report({ name, detail, instead: withoutSchemes(text) });
  return { entries, isValid: faults.length === 0 };
}

/** `http://shop:8080/a` → `shop:8080`; null when the list is not valid then either. */
function withoutSchemes(text: string): string | null {
  const hosts = text.split(/[\s,]+/).map((item) => /^https?:\/\/([^/]+)/.exec(item)?.[1] ?? item);
  const { entries, faults } = parseAllowHosts(hosts.join(','));
  return faults.length > 0 ? null : entries.map((entry) => entry.text).join(',');
}

/** Sites are told whom to write to when the operator has said it, and nothing that is not so when not. */
function readUserAgent(read: Variables): string {
  const form = 'the address of a page (https://…) or a mail address';
  const contact = read.pattern('WEBLOOM_CONTACT', '', { pattern: CONTACT, form });
  const named = contact === '' ? NAME : `${NAME} (+${contact})`;
  return read.pattern('WEBLOOM_USER_AGENT', named, {
    pattern: /^[\x20-\x7e]{1,300}$/,
    form: 'up to 300 printable ASCII characters',
  });
}

function unknownNames(env: Env, known: readonly string[]): SettingFault[] {
  const expected = [...known.filter((name) => name.startsWith(PREFIX)), ...READ_ELSEWHERE];
  return Object.keys(env)
    .filter((name) => name.startsWith(PREFIX) && !expected.includes(name))
    .map((name) => {
      const nearest = nearestName(name, expected);
      const hint = nearest === null ? '' : `; did you mean ${nearest}?`;
      return { name, detail: `is not known${hint}`, instead: null };
    });
}

function deepFreeze<Value extends object>(value: Value): Value {
  for (const part of Object.values(value) as unknown[]) {
    if (typeof part === 'object' && part !== null) deepFreeze(part);
  }
  return Object.freeze(value);
}
