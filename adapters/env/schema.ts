// The form of all settings: valid values and default. An empty value counts as not set. A fault says what the
// setting should contain and, if there is one, the nearest valid value (`params.instead`).
import { z } from 'zod';
import { parseTrustedProxies } from '../../domain/system/access/caller-address.ts';
import { DEFAULT_FLOOR_MB } from '../../domain/system/disk/disk-space.ts';
import { PROXY_DNS, parseAllowHosts, type AllowHost } from '../../domain/web/egress/policy.ts';
import { parseNoProxy, parseProxy } from '../../domain/web/egress/proxy.ts';
import { FREE } from '../../domain/job/limit/plan.ts';
import { FETCHES_IN_FLIGHT, RENDERED_PAGES, SCRAPER_PREFETCH } from '../../domain/run/dispatch/prefetch.ts';
import { RENDERER_IDLE_S } from '../../domain/health/scaling/renderer-demand.ts';
import { CHUNKS_IN_FLIGHT, CHUNK_VISITS } from '../../domain/run/flow/chunks-in-flight.ts';
import { parseBrokerAddresses } from '../../domain/system/net/broker-address.ts';
import { parseSecretKey } from '../../domain/system/secret/secret-key.ts';
import type { SettingRange } from '../../domain/system/setting-range.ts';
import { nearestName } from './nearest-name.ts';
import type { SettingName } from './setting-name.ts';

type Issues = Pick<z.RefinementCtx, 'addIssue'>;

/** Longest edit distance between two short words that counts as a misspelling. */
const MISSPELT = 2;
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const CONTACT =
  /^(?:https?:\/\/[\x21-\x27\x2a-\x7e]{3,200}|[\x21-\x27\x2a-\x3f\x41-\x7e]{1,100}@[a-zA-Z0-9.-]{1,100})$/;

const text = z.preprocess((raw) => {
  const value = typeof raw === 'string' ? raw.trim() : '';
  return value === '' ? undefined : value;
}, z.string().optional());

function textOr(fallback: string) {
  return text.transform((value) => value ?? fallback);
}

function refuse(issues: Issues, message: string, instead: string | null): void {
  issues.addIssue({ code: 'custom', message, params: { instead } });
}

function pattern(form: RegExp, words: string) {
  return text.pipe(z.string().regex(form, `must be ${words}`).optional());
}

/** A text with one of the schemes; a list of hosts is no valid URL, so only the scheme is checked. */
function address(fallback: string, schemes: readonly string[]) {
  return textOr(fallback).superRefine((value, issues) => {
    if (schemes.some((scheme) => value.startsWith(`${scheme}:`))) return;
    refuse(issues, `must begin with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`, null);
  });
}

/** One or several, which stay one text: their order is a matter of each process. */
const brokerAddresses = textOr('amqp://guest:guest@127.0.0.1:5672').superRefine((value, issues) => {
  const found = parseBrokerAddresses(value);
  if (typeof found === 'string') refuse(issues, found, null);
});

function choice<const Choice extends string>(fallback: Choice, choices: readonly Choice[]) {
  return text.transform((value = fallback, issues) => {
    const found = choices.find((each) => each === value);
    if (found !== undefined) return found;
    const instead = nearestName(value.toLowerCase(), choices, MISSPELT) ?? fallback;
    refuse(issues, `must be one of ${choices.join(', ')}`, instead);
    return fallback;
  });
}

function integer(fallback: number, min: number, max: number) {
  return text.transform((value = String(fallback), issues) => {
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (number >= min && number <= max) return number;
    const meant = /^[+-]?\d+(\.\d+)?$/.test(value) ? Math.round(Number(value)) : fallback;
    const instead = String(Math.min(max, Math.max(min, meant)));
    refuse(issues, `must be a whole number from ${min} to ${max}`, instead);
    return fallback;
  });
}

function inRange({ usual, least, most }: SettingRange) {
  return integer(usual, least, most);
}

/** Below this even an empty stack would be full. */
const LEAST_DATA_MB = 256;

const dataLimit = integer(0, 0, 100_000_000).superRefine((value, issues) => {
  if (value > 0 && value < LEAST_DATA_MB)
    refuse(issues, `must be 0 (no limit), or ${LEAST_DATA_MB} at least`, String(LEAST_DATA_MB));
});

const KEY_FORM = 'must be 32 bytes as base64, as `openssl rand -base64 32` prints them';

const secretKey = text.superRefine((value, issues) => {
  if (value !== undefined && parseSecretKey(value) === null) refuse(issues, KEY_FORM, null);
});

const oldSecretKeys = text.transform((value = '', issues) => {
  const words = value.split(/[\s,]+/).filter((word) => word !== '');
  const keys = words.filter((word) => word !== 'lost');
  if (keys.some((key) => parseSecretKey(key) === null))
    refuse(issues, `each key ${KEY_FORM}, or the word lost`, null);
  return { keys, areLost: words.includes('lost') };
});

const hosts = text.transform((value = '', issues) => parseHosts(value, issues).entries);

const allowedHosts = text.transform((value = '', issues) => {
  const { entries, isValid } = parseHosts(value, issues);
  // Two words may be meant as one host, and the second one would be allowed unnoticed.
  if (isValid && /[^\s,]\s+[^\s,]/.test(value))
    refuse(issues, 'holds a blank between two hosts: separate hosts by commas', withoutSchemes(value));
  return entries;
});

function parseHosts(value: string, issues: Issues): { entries: readonly AllowHost[]; isValid: boolean } {
  const { entries, faults } = parseAllowHosts(value);
  const all = [...faults, ...entries.flatMap(misspelt)];
  for (const detail of all) refuse(issues, detail, withoutSchemes(value));
  return { entries, isValid: all.length === 0 };
}

/** Words of one label that are typed wrongly; other such names may be hosts of a network. */
function misspelt({ text: entry, name }: AllowHost): string[] {
  const nearest = name === null ? null : nearestName(name, ['localhost', 'loopback', 'private'], MISSPELT);
  return nearest === null || nearest === name ? [] : [`${entry}: did you mean ${nearest}?`];
}

/** `http://shop:8080/a` → `shop:8080`; null if the result is not valid either. */
function withoutSchemes(value: string): string | null {
  const bare = value.split(/[\s,]+/).map((item) => /^https?:\/\/([^/]+)/.exec(item)?.[1] ?? item);
  const { entries, faults } = parseAllowHosts(bare.join(','));
  return faults.length > 0 || entries.some((entry) => misspelt(entry).length > 0)
    ? null
    : entries.map((entry) => entry.text).join(',');
}

/** The value may hold a password: no fault repeats it. */
const proxy = text.transform((value, issues) => {
  const found = value === undefined ? null : parseProxy(value);
  if (typeof found !== 'string') return found;
  refuse(issues, found, null);
  return null;
});

const noProxy = text.transform((value = '', issues) => {
  const { entries, faults } = parseNoProxy(value);
  for (const detail of faults) refuse(issues, detail, null);
  return entries;
});

const trustedProxies = text.transform((value = '', issues) => {
  const { proxies, faults } = parseTrustedProxies(value);
  for (const detail of faults) refuse(issues, detail, null);
  return proxies;
});

const otlp = pattern(
  /^https?:\/\/[^\s?#]{1,300}$/,
  'the address of a receiver of traces (OTLP over HTTP), as in http://127.0.0.1:4318',
);

export const settingsSchema = z.object({
  WEBLOOM_NAMESPACE: pattern(/^[a-z][a-z0-9-]{0,39}$/, 'up to 40 of a-z, 0-9 and -, beginning with a letter'),
  WEBLOOM_DATA_DIR: textOr('.webloom'),
  MONGODB_URI: address('mongodb://127.0.0.1:27017', ['mongodb', 'mongodb+srv']),
  RABBITMQ_URL: brokerAddresses,
  RABBITMQ_TLS_CA: text,
  RABBITMQ_TLS_CERT: text,
  RABBITMQ_TLS_KEY: text,
  RABBITMQ_TLS_SERVER_NAME: text,
  TEMPORAL_ADDRESS: pattern(/^[^\s/]+:\d{1,5}$/, 'host:port, as in 127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: textOr('default'),
  WEBLOOM_BLOBS: text,
  WEBLOOM_BLOBS_BEFORE: text,
  WEBLOOM_S3_ENDPOINT: text,
  WEBLOOM_S3_REGION: text,
  WEBLOOM_S3_PATH_STYLE: text,
  WEBLOOM_S3_TLS_CA: text,
  WEBLOOM_BLOB_DIR: text,
  WEBLOOM_BLOB_FLUSH: choice('none', ['none', 'data']),
  WEBLOOM_ACCEPT_BLOBS: pattern(
    /^[0-9a-f-]{36}$/,
    'the id of a blob store, as in its file or object store-id',
  ),
  WEBLOOM_DATA_LIMIT_MB: dataLimit,
  WEBLOOM_DISK_FLOOR_MB: integer(DEFAULT_FLOOR_MB, 0, 10_000_000),
  WEBLOOM_BACKUP_DAYS: integer(0, 0, 3_650),
  WEBLOOM_HOST: textOr('127.0.0.1'),
  WEBLOOM_PORT: integer(4_600, 0, 65_535),
  WEBLOOM_PUBLIC_URL: pattern(
    /^https?:\/\/[^\s?#]{1,300}$/,
    'the address of the dashboard, as in https://webloom.example.com',
  ),
  WEBLOOM_API_KEY: text,
  WEBLOOM_RATE_LIMIT_READS: integer(3_000, 0, 10_000_000),
  WEBLOOM_RATE_LIMIT_CHANGES: integer(600, 0, 10_000_000),
  WEBLOOM_TRUSTED_PROXIES: trustedProxies,
  WEBLOOM_SECRET_KEY: secretKey,
  WEBLOOM_SECRET_KEY_OLD: oldSecretKeys,
  TEMPORAL_UI_URL: text,
  WEBLOOM_ALLOW_HOSTS: allowedHosts,
  WEBLOOM_OWN_HOSTS: hosts,
  WEBLOOM_PROXY: proxy,
  WEBLOOM_PROXY_DNS: choice('here', PROXY_DNS),
  WEBLOOM_NO_PROXY: noProxy,
  WEBLOOM_CONTACT: pattern(CONTACT, 'the address of a page (https://…) or a mail address'),
  WEBLOOM_USER_AGENT: pattern(/^[\x20-\x7e]{1,300}$/, 'up to 300 printable ASCII characters'),
  WEBLOOM_LOG_LEVEL: choice('info', LEVELS),
  WEBLOOM_OTLP_ENDPOINT: otlp,
  OTEL_EXPORTER_OTLP_ENDPOINT: otlp,
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: otlp,
  OTEL_SDK_DISABLED: text,
  WEBLOOM_CHUNK_WINDOW: inRange(CHUNKS_IN_FLIGHT),
  WEBLOOM_CHUNK_MAX: inRange(CHUNK_VISITS),
  WEBLOOM_HISTORY_LIMIT: integer(4_000, 50, 40_000),
  WEBLOOM_GRACE_MS: integer(30_000, 0, 600_000),
  WEBLOOM_SCRAPER_CONCURRENCY: inRange(FETCHES_IN_FLIGHT),
  WEBLOOM_SCRAPER_PREFETCH: inRange(SCRAPER_PREFETCH),
  WEBLOOM_RENDERER_PAGES: inRange(RENDERED_PAGES),
  WEBLOOM_RENDERER_IDLE_S: inRange(RENDERER_IDLE_S),
  WEBLOOM_BROWSER: text,
  WEBLOOM_PAGE_SCRIPTS: choice('false', ['false', 'true']),
  WEBLOOM_PARSE_THREADS: integer(1, 1, 64),
  WEBLOOM_MEMORY_MB: integer(600, 64, 1_000_000),
  WEBLOOM_MEMORY_AGE_S: integer(60, 1, 86_400),
  WEBLOOM_REPLACED_IN_ROW: integer(0, 0, 1_000_000),
  WEBLOOM_PLANS_FILE: text,
  WEBLOOM_DEFAULT_PLAN: textOr(FREE),
  WEBLOOM_METRICS_BY_JOB: choice('false', ['false', 'true']),
  WEBLOOM_MCP: choice('true', ['true', 'false']),
  WEBLOOM_MODEL_URL: text,
  WEBLOOM_MODEL: text,
  WEBLOOM_MODEL_KEY: text,
  WEBLOOM_MODEL_KEY_FILE: text,
  WEBLOOM_MODEL_TOKENS_PER_DAY: text,
} satisfies Record<SettingName, z.ZodType>);
