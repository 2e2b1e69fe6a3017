// The only reader of the environment; everything else is given values. It reports all faults at once, with
// the nearest known name for a misspelt one and the nearest valid value. Values that may be secrets are never
// printed.
import { join } from 'node:path';
import type { TrustedProxies } from '../../domain/system/access/caller-address.ts';
import { floorBytesOf } from '../../domain/system/disk/disk-space.ts';
import { type AllowHost, type EgressPolicy, DEFAULT_PORTS } from '../../domain/web/egress/policy.ts';
import type { ClientTls } from '../../domain/system/net/client-tls.ts';
import type { OwnHosts } from '../../domain/web/egress/own-host.ts';
import { defaultUserAgent } from '../../domain/web/fetch/user-agent.ts';
import type { BlobPlace, BucketPlace } from '../../domain/system/blob/bucket-place.ts';
import { readBucket } from './bucket-place.ts';
import { readBrokerTls } from './client-tls.ts';
import { readModel } from './model-place.ts';
import type { ModelPlace } from '../../domain/system/model/language-model.ts';
import { settingsSchema } from './schema.ts';
import { readTemporalAccess } from './temporal-access.ts';
import type { EngineAccess, EnginePlace } from '../../domain/system/net/engine-place.ts';
import { type Env, type SettingFault, settingsInvalid, unknownSettings } from './setting-name.ts';

export interface Config {
  readonly mongodbUri: string;
  /** One address or several of one cluster, separated by commas. */
  readonly rabbitmqUrl: string;
  readonly rabbitmqTls: ClientTls;
  readonly temporal: EnginePlace;
  /** Prefix of the database, queues and task queues, for several installations on the same services. */
  readonly namespace: string;
  readonly databaseName: string;
  readonly dataDir: string;
  /** Where blobs lie that lie in no folder; null: they lie in `blobDir`. */
  readonly bucket: BucketPlace | null;
  readonly blobDir: string;
  /** Where blobs lay before, while they are moved from there; null: they are not. */
  readonly blobsBefore: BlobPlace | null;
  readonly blobFlush: 'none' | 'data';
  /** Id of a blob store that may take the place of the one before; null: none may. */
  readonly acceptedBlobs: string | null;
  /** With less free disk than this nothing is fetched; 0 = no limit. */
  readonly diskFloorBytes: number;
  /** What the data folder of a local stack may hold; 0 = no limit. */
  readonly dataLimitBytes: number;
  /** Days within which a backup is wanted; null: health does not mind. */
  readonly backupDays: number | null;
  readonly host: string;
  readonly port: number;
  /** Where people reach the dashboard, for the links in messages; without a slash at its end. */
  readonly publicUrl: string;
  /** If set, every caller has to send it; it must be set to listen outside loopback. */
  readonly apiKey: string | null;
  /** Requests of one caller of the API in a minute; 0: no limit. */
  readonly rateLimit: { readonly reads: number; readonly changes: number };
  /** Proxies before the API whose X-Forwarded-For is believed. */
  readonly trustedProxies: TrustedProxies;
  /** Encrypts the secrets of jobs, base64 or hexadecimal; null: the key file of the data folder is used. */
  readonly secretKey: string | null;
  /** Former keys. Values encrypted with them are encrypted again with the present key at start. */
  readonly oldSecretKeys: readonly string[];
  /** The key of stored secrets is lost: the secrets are given up. */
  readonly secretKeyLost: boolean;
  /** Base URL of Temporal's own screens, for links. */
  readonly temporalUiUrl: string | null;
  readonly egress: EgressPolicy;
  /** The operator's own hosts: no politeness delay by default. */
  readonly ownHosts: OwnHosts;
  /** User-Agent of scrapers where a job sets none. */
  readonly userAgent: string;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  /** Whole address that takes traces (OTLP over HTTP); null: nothing is traced. */
  readonly tracesUrl: string | null;
  /** Chunks of a run in flight. */
  readonly chunkWindow: number;
  /** Visits of a chunk at most. */
  readonly chunkMax: number;
  /** Events of a workflow's history after which it continues as new. */
  readonly historyLimit: number;
  /** Time that running work gets when a run is stopped, ms. */
  readonly graceMs: number;
  /** Fetches a scraper has in flight. */
  readonly scraperConcurrency: number;
  /** Messages a scraper holds unanswered. */
  readonly scraperPrefetch: number;
  /** Pages a renderer has open at a time. */
  readonly rendererPages: number;
  /** How long renderers go on after the last page for them, ms. */
  readonly rendererIdleMs: number;
  /** Program that renderers run; absent: they look for one. */
  readonly browser: string | undefined;
  /** Jobs may run scripts of their own in pages. */
  readonly allowsScripts: boolean;
  /** Threads of a pipeline process that parse. */
  readonly parseThreads: number;
  /** A process with more memory (RSS) than this, in MB, finishes its work and is replaced. */
  readonly memoryMb: number;
  /** Least age of a process before it is replaced, ms; longer where those before it were replaced, too. */
  readonly memoryAgeMs: number;
  /** How many processes in its place were replaced in a row before this one; whoever starts it says so. */
  readonly replacedInRow: number;
  /** Runs are counted by job, too, for /metrics. */
  readonly metricsByJob: boolean;
  /** The API answers /mcp. */
  readonly servesMcp: boolean;
  /** The language model that is asked where somebody wants it; null: none is. */
  readonly model: ModelPlace | null;
  /** JSON file of plans, beside the built-in ones; null: only those. */
  readonly plansFile: string | null;
  /** Plan of a workspace that is made without naming one. */
  readonly defaultPlan: string;
}

/** Throws (configuration-invalid) with every fault found. */
export function readConfig(env: Env): Config {
  const { data, rabbitmqTls, faults } = parseSettings(env);
  if (data === undefined || faults.length > 0) throw settingsInvalid(faults);
  const { access } = readTemporalAccess(env);
  const { bucket, before: blobsBefore } = readBucket(env);
  const { model } = readModel(env);
  return deepFreeze(toConfig(data, { rabbitmqTls, access, bucket, blobsBefore, model }));
}

/** The faults of the settings; empty if there are none. */
export function settingFaults(env: Env): readonly SettingFault[] {
  return parseSettings(env).faults;
}

type Settings = ReturnType<typeof settingsSchema.parse>;

interface ParsedSettings {
  readonly data: Settings | undefined;
  readonly rabbitmqTls: ClientTls;
  readonly faults: readonly SettingFault[];
}

function parseSettings(env: Env): ParsedSettings {
  const { data, error } = settingsSchema.safeParse(env);
  const faults = (error?.issues ?? []).map((issue): SettingFault => {
    const instead: unknown = issue.code === 'custom' ? issue.params?.['instead'] : null;
    return {
      name: String(issue.path[0]),
      detail: issue.message,
      instead: typeof instead === 'string' ? instead : null,
    };
  });
  const { tls: rabbitmqTls, faults: tlsFaults } = readBrokerTls(env);
  const others = [
    ...tlsFaults,
    ...readTemporalAccess(env).faults,
    ...readBucket(env).faults,
    ...readModel(env).faults,
    ...unknownSettings(env),
  ];
  const known = new Set(faults.map(({ name }) => name));
  return { data, rabbitmqTls, faults: [...faults, ...others.filter(({ name }) => !known.has(name))] };
}

/** A host of the operator's own is one that may be fetched: there would be no other use in naming it. */
function allowedBy(of: Settings): readonly AllowHost[] {
  const listed = new Set(of.WEBLOOM_ALLOW_HOSTS.map(({ text }) => text));
  return [...of.WEBLOOM_ALLOW_HOSTS, ...of.WEBLOOM_OWN_HOSTS.filter(({ text }) => !listed.has(text))];
}

/** Settings that are read together, by files of their own. */
interface ReadApart {
  readonly rabbitmqTls: ClientTls;
  readonly access: EngineAccess;
  readonly bucket: BucketPlace | null;
  readonly blobsBefore: BlobPlace | null;
  readonly model: ModelPlace | null;
}

function toConfig(of: Settings, { rabbitmqTls, access, bucket, blobsBefore, model }: ReadApart): Config {
  const namespace = of.WEBLOOM_NAMESPACE ?? 'webloom';
  const dataDir = of.WEBLOOM_DATA_DIR;
  return {
    mongodbUri: of.MONGODB_URI,
    rabbitmqUrl: of.RABBITMQ_URL,
    rabbitmqTls,
    temporal: { address: of.TEMPORAL_ADDRESS ?? '127.0.0.1:7233', namespace: of.TEMPORAL_NAMESPACE, access },
    namespace,
    databaseName: namespace,
    dataDir,
    bucket,
    blobsBefore,
    blobDir: of.WEBLOOM_BLOB_DIR ?? join(dataDir, 'blobs'),
    blobFlush: of.WEBLOOM_BLOB_FLUSH,
    acceptedBlobs: of.WEBLOOM_ACCEPT_BLOBS ?? null,
    diskFloorBytes: floorBytesOf(of.WEBLOOM_DISK_FLOOR_MB),
    dataLimitBytes: floorBytesOf(of.WEBLOOM_DATA_LIMIT_MB),
    backupDays: of.WEBLOOM_BACKUP_DAYS === 0 ? null : of.WEBLOOM_BACKUP_DAYS,
    host: of.WEBLOOM_HOST,
    port: of.WEBLOOM_PORT,
    publicUrl: publicUrlOf(of),
    apiKey: of.WEBLOOM_API_KEY ?? null,
    rateLimit: { reads: of.WEBLOOM_RATE_LIMIT_READS, changes: of.WEBLOOM_RATE_LIMIT_CHANGES },
    trustedProxies: of.WEBLOOM_TRUSTED_PROXIES,
    secretKey: of.WEBLOOM_SECRET_KEY ?? null,
    oldSecretKeys: of.WEBLOOM_SECRET_KEY_OLD.keys,
    secretKeyLost: of.WEBLOOM_SECRET_KEY_OLD.areLost,
    temporalUiUrl: of.TEMPORAL_UI_URL ?? null,
    egress: { allowHosts: allowedBy(of), ports: DEFAULT_PORTS, ...proxyOf(of) },
    ownHosts: of.WEBLOOM_OWN_HOSTS,
    userAgent: of.WEBLOOM_USER_AGENT ?? defaultUserAgent(of.WEBLOOM_CONTACT),
    logLevel: of.WEBLOOM_LOG_LEVEL,
    tracesUrl: tracesUrlOf(of),
    chunkWindow: of.WEBLOOM_CHUNK_WINDOW,
    chunkMax: of.WEBLOOM_CHUNK_MAX,
    historyLimit: of.WEBLOOM_HISTORY_LIMIT,
    graceMs: of.WEBLOOM_GRACE_MS,
    scraperConcurrency: of.WEBLOOM_SCRAPER_CONCURRENCY,
    scraperPrefetch: of.WEBLOOM_SCRAPER_PREFETCH,
    rendererPages: of.WEBLOOM_RENDERER_PAGES,
    rendererIdleMs: of.WEBLOOM_RENDERER_IDLE_S * 1_000,
    browser: of.WEBLOOM_BROWSER,
    allowsScripts: of.WEBLOOM_PAGE_SCRIPTS === 'true',
    parseThreads: of.WEBLOOM_PARSE_THREADS,
    memoryMb: of.WEBLOOM_MEMORY_MB,
    memoryAgeMs: of.WEBLOOM_MEMORY_AGE_S * 1_000,
    replacedInRow: of.WEBLOOM_REPLACED_IN_ROW,
    plansFile: of.WEBLOOM_PLANS_FILE ?? null,
    defaultPlan: of.WEBLOOM_DEFAULT_PLAN,
    metricsByJob: of.WEBLOOM_METRICS_BY_JOB === 'true',
    servesMcp: of.WEBLOOM_MCP === 'true',
    model,
  };
}

function proxyOf({
  WEBLOOM_PROXY,
  WEBLOOM_PROXY_DNS,
  WEBLOOM_NO_PROXY,
}: Settings): Pick<EgressPolicy, 'proxy'> {
  if (WEBLOOM_PROXY === null) return {};
  return { proxy: { ...WEBLOOM_PROXY, dns: WEBLOOM_PROXY_DNS, except: WEBLOOM_NO_PROXY } };
}

/** Without a setting: the address the API listens at, as far as it can be called from the same machine. */
function publicUrlOf({ WEBLOOM_PUBLIC_URL, WEBLOOM_HOST, WEBLOOM_PORT }: Settings): string {
  if (WEBLOOM_PUBLIC_URL !== undefined) return WEBLOOM_PUBLIC_URL.replace(/\/+$/, '');
  const host = ['0.0.0.0', '::'].includes(WEBLOOM_HOST) ? '127.0.0.1' : WEBLOOM_HOST;
  return `http://${host.includes(':') ? `[${host}]` : host}:${WEBLOOM_PORT}`;
}

/** The standard's own variable for traces is a whole address; the others get the standard's path. */
function tracesUrlOf(of: Settings): string | null {
  if (of.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return null;
  const base = of.WEBLOOM_OTLP_ENDPOINT ?? of.OTEL_EXPORTER_OTLP_ENDPOINT;
  const whole = of.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT;
  if (of.WEBLOOM_OTLP_ENDPOINT === undefined && whole !== undefined) return whole;
  return base === undefined ? null : `${base.replace(/\/+$/, '').replace(/\/v1\/traces$/, '')}/v1/traces`;
}

function deepFreeze<Value extends object>(value: Value): Value {
  for (const part of Object.values(value) as unknown[]) {
    if (typeof part === 'object' && part !== null) deepFreeze(part);
  }
  return Object.freeze(value);
}
