// What `--small` sets for a machine with little memory and disk: the whole stack with a run within 1.2 GB of memory and 1 GB of
// disk. Each is a setting that may be given by itself, and a given one stays.
import type { LogLimits } from './process/rotating-log.ts';
import type { Env } from './service/service.ts';

const SMALL: Readonly<Record<string, string>> = {
  WEBLOOM_DATA_LIMIT_MB: '1024',
  WEBLOOM_DISK_FLOOR_MB: '100',
  WEBLOOM_MEMORY_MB: '220',
  WEBLOOM_CHUNK_WINDOW: '2',
  WEBLOOM_CHUNK_MAX: '100',
  WEBLOOM_SCRAPER_CONCURRENCY: '16',
  WEBLOOM_SCRAPER_PREFETCH: '16',
  // A browser with one page open takes some 300 MB more, while there are pages for one.
  WEBLOOM_RENDERER_PAGES: '1',
  // Temporal's server is a Go program and keeps garbage up to twice of what it uses.
  GOMEMLIMIT: '160MiB',
  GOGC: '50',
  // RabbitMQ's: one thread for its work, and none that waits by going in circles.
  RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '+S 1:1 +sbwt none +sbwtdcpu none +sbwtdio none',
};

export function smallSettings(env: Env): Env {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  return { ...SMALL, ...given };
}

/** Files of a log in a data folder with a limit, and how many of them are kept. */
const LOG_SHARE = 0.001;
const FEW_FILES = 2;
const MB = 1_048_576;

/** The logs of all processes together take about a fortieth of what the data folder may hold. */
export function logLimits(env: Env): LogLimits {
  const limitMb = Number(env['WEBLOOM_DATA_LIMIT_MB'] ?? 0);
  if (!(limitMb > 0)) return {};
  return { maxBytes: Math.round(limitMb * MB * LOG_SHARE), files: FEW_FILES };
}
