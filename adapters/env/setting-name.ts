// The names of all settings, and the faults of unknown names. Their form is apart in schema.ts: a command
// that only asks the API checks the names alone, and so starts fast.
import { WebloomError } from '../../domain/system/errors.ts';
import { nearestName } from './nearest-name.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** Names the setting and its valid values, but never its value, which may be a secret. */
export interface SettingFault {
  readonly name: string;
  readonly detail: string;
  /** The nearest valid value; `null` if the variable should be removed. */
  readonly instead: string | null;
}

const SETTING_NAMES = [
  'WEBLOOM_NAMESPACE',
  'WEBLOOM_DATA_DIR',
  'MONGODB_URI',
  'RABBITMQ_URL',
  'RABBITMQ_TLS_CA',
  'RABBITMQ_TLS_CERT',
  'RABBITMQ_TLS_KEY',
  'RABBITMQ_TLS_SERVER_NAME',
  'TEMPORAL_ADDRESS',
  'TEMPORAL_NAMESPACE',
  'WEBLOOM_BLOBS',
  'WEBLOOM_BLOBS_BEFORE',
  'WEBLOOM_S3_ENDPOINT',
  'WEBLOOM_S3_REGION',
  'WEBLOOM_S3_PATH_STYLE',
  'WEBLOOM_S3_TLS_CA',
  'WEBLOOM_BLOB_DIR',
  'WEBLOOM_BLOB_FLUSH',
  'WEBLOOM_ACCEPT_BLOBS',
  'WEBLOOM_DATA_LIMIT_MB',
  'WEBLOOM_DISK_FLOOR_MB',
  'WEBLOOM_BACKUP_DAYS',
  'WEBLOOM_HOST',
  'WEBLOOM_PORT',
  'WEBLOOM_PUBLIC_URL',
  'WEBLOOM_API_KEY',
  'WEBLOOM_RATE_LIMIT_READS',
  'WEBLOOM_RATE_LIMIT_CHANGES',
  'WEBLOOM_TRUSTED_PROXIES',
  'WEBLOOM_SECRET_KEY',
  'WEBLOOM_SECRET_KEY_OLD',
  'TEMPORAL_UI_URL',
  'WEBLOOM_ALLOW_HOSTS',
  'WEBLOOM_OWN_HOSTS',
  'WEBLOOM_PROXY',
  'WEBLOOM_PROXY_DNS',
  'WEBLOOM_NO_PROXY',
  'WEBLOOM_CONTACT',
  'WEBLOOM_USER_AGENT',
  'WEBLOOM_LOG_LEVEL',
  'WEBLOOM_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
  'OTEL_SDK_DISABLED',
  'WEBLOOM_CHUNK_WINDOW',
  'WEBLOOM_CHUNK_MAX',
  'WEBLOOM_HISTORY_LIMIT',
  'WEBLOOM_GRACE_MS',
  'WEBLOOM_SCRAPER_CONCURRENCY',
  'WEBLOOM_SCRAPER_PREFETCH',
  'WEBLOOM_RENDERER_PAGES',
  'WEBLOOM_RENDERER_IDLE_S',
  'WEBLOOM_BROWSER',
  'WEBLOOM_PAGE_SCRIPTS',
  'WEBLOOM_PARSE_THREADS',
  'WEBLOOM_MEMORY_MB',
  'WEBLOOM_MEMORY_AGE_S',
  'WEBLOOM_REPLACED_IN_ROW',
  'WEBLOOM_PLANS_FILE',
  'WEBLOOM_DEFAULT_PLAN',
  'WEBLOOM_METRICS_BY_JOB',
  'WEBLOOM_MCP',
  'WEBLOOM_MODEL_URL',
  'WEBLOOM_MODEL',
  'WEBLOOM_MODEL_KEY',
  'WEBLOOM_MODEL_KEY_FILE',
  'WEBLOOM_MODEL_TOKENS_PER_DAY',
] as const;

export type SettingName = (typeof SETTING_NAMES)[number];

/** Settings that the launcher and the local stack read before there is a configuration. */
const READ_ELSEWHERE = [
  'WEBLOOM_API',
  'WEBLOOM_CACHE_DIR',
  'WEBLOOM_TEMPORAL_BIN',
  'WEBLOOM_TEMPORAL_DAYS',
  'WEBLOOM_RABBITMQ_BIN',
];
const PREFIX = 'WEBLOOM_';
const EXPECTED = [...SETTING_NAMES.filter((name) => name.startsWith(PREFIX)), ...READ_ELSEWHERE];

/** Faults for names beginning with WEBLOOM_ that no part reads. */
export function unknownSettings(env: Env): SettingFault[] {
  return Object.keys(env)
    .filter((name) => name.startsWith(PREFIX) && !EXPECTED.includes(name))
    .map((name) => {
      const nearest = nearestName(name, EXPECTED);
      const hint = nearest === null ? '' : `; did you mean ${nearest}?`;
      return { name, detail: `is not known${hint}`, instead: null };
    });
}

export function settingsInvalid(faults: readonly SettingFault[]): WebloomError {
  const lines = faults.map(({ name, detail }) => `${name} ${detail}`);
  const errors = faults.map(({ name, detail }) => ({ pointer: name, detail }));
  const title = faults.length === 1 ? 'A setting is not valid' : `${faults.length} settings are not valid`;
  return new WebloomError('configuration-invalid', `The environment is not valid:\n- ${lines.join('\n- ')}`, {
    facts: { title, faults: lines, errors, settings: faults },
  });
}
