// How a process of Webloom is launched: its program, the flags of V8, the settings of glibc, and which of the surrounding
// variables it gets. `deploy/webloom-process` and `deploy/Dockerfile` have the same.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TEMPORAL_ACCESS_SETTINGS } from '../../adapters/env/temporal-access.ts';
import { BUILD_ROOT } from './build-root.ts';
import type { Env } from './service/service.ts';

export type ProcessRole =
  | 'orchestrator'
  | 'dispatcher'
  | 'pipeline'
  | 'scraper'
  | 'renderer'
  | 'monitor'
  | 'api';

/** Heap of a process; none needs a third of it. `YOUNG_MB`: semi-space for young objects, half of V8's default. */
const HEAP_MB = 512;
/** Below this a process would spend its time collecting garbage. */
const LEAST_HEAP_MB = 128;
const YOUNG_MB = 8;
/** Size of the heap and its buffers before V8 first marks the whole heap, in MB. */
const FIRST_MARKING_MB = 64;
/** Settings of glibc: number of arenas, and the sizes from which freed memory is returned. */
const MALLOC = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '1048576',
};

const KEPT = new Set([
  'PATH',
  'HOME',
  'TZ',
  'TMPDIR',
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
  // A renderer looks there for a browser, too.
  'PLAYWRIGHT_BROWSERS_PATH',
  'RABBITMQ_TLS_CA',
  'RABBITMQ_TLS_CERT',
  'RABBITMQ_TLS_KEY',
  'RABBITMQ_TLS_SERVER_NAME',
  'TEMPORAL_NAMESPACE',
  ...TEMPORAL_ACCESS_SETTINGS,
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
  'OTEL_EXPORTER_OTLP_TRACES_HEADERS',
  'OTEL_SDK_DISABLED',
]);
/** Settings of the command line, not of the processes. */
const OWN = new Set(['WEBLOOM_API']);

/** Keys of a bucket, their files and roles, as its client reads them. */
const OF_BUCKET = 'AWS_';

export function keptSettings(env: Env): Env {
  // Who has keys of other things in his terminal does not hand them to processes that read pages.
  const places = [env['WEBLOOM_BLOBS'], env['WEBLOOM_BLOBS_BEFORE']];
  const hasBucket = places.some((place) => (place?.trim() ?? '') !== '');
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name]) =>
        KEPT.has(name) ||
        (name.startsWith('WEBLOOM_') && !OWN.has(name)) ||
        (hasBucket && name.startsWith(OF_BUCKET)),
    ),
  );
}

/**
 * Limits memory that nobody needs. V8 lets garbage grow with the heap it may have, gigabytes by default, and
 * glibc keeps arenas for every thread: a pipeline of 450 MB does the same work in 250 to 300. glibc also
 * keeps the memory of freed buffers, in pieces up to the largest one seen (32 MB), unless a threshold is set:
 * another 45 MB of a pipeline. Options in NODE_OPTIONS come last and win.
 */
export function leanMemory(env: Env): Env {
  const { NODE_OPTIONS = '' } = env;
  const heap = `--max-old-space-size=${heapMb(env)} --max-semi-space-size=${YOUNG_MB}`;
  const given = Object.fromEntries(
    Object.keys(MALLOC).flatMap((name) => (env[name] ? [[name, env[name]]] : [])),
  );
  return { ...MALLOC, ...given, NODE_OPTIONS: `${heap} ${NODE_OPTIONS}`.trim() };
}

/** No larger than what the process may hold before it is replaced. */
function heapMb(env: Env): number {
  const bound = Number(env['WEBLOOM_MEMORY_MB'] || HEAP_MB);
  return Math.min(HEAP_MB, Math.max(LEAST_HEAP_MB, bound));
}

const MEMORY_AGE_S = 60;

/** Age from which a process that has grown may be replaced, as the process itself reads it. */
export function memoryAgeMs(env: Env): number {
  return Number(env['WEBLOOM_MEMORY_AGE_S'] || MEMORY_AGE_S) * 1_000;
}

/** Bundled or compiled if this file is; run from source otherwise (development). */
export function entryOf(role: ProcessRole, buildDir: string | undefined): string[] {
  const folder = role === 'api' ? 'api' : `workers/${role}`;
  const root = buildDir ?? BUILD_ROOT;
  const built = [join(root, 'bundled/process', `${role}.js`), join(root, folder, 'main.js')].find(existsSync);
  if (built !== undefined) return [...collectorFlags(role), built];
  return ['--import', import.meta.resolve('tsx'), join(root, folder, 'main.ts')];
}

/**
 * Flags for V8's garbage collection, which took a quarter of the pipeline's CPU and half of the scraper's.
 * Its helper threads cost more than they save when there are more processes than cores. V8 also counts the
 * bytes of buffers: bodies on their way through a scraper had its heap marked for every fifty pages, so
 * processes get room before the first marking. The pipeline does not get that room, because garbage of 40 MB
 * more would lie in its parse thread; and it gets half of the others' space for young objects, because it has
 * two heaps. It collects the garbage of a stage itself (workers/pipeline/collect-garbage.ts).
 * `deploy/webloom-process` has the same flags.
 */
function collectorFlags(role: ProcessRole): string[] {
  const flags = ['--single-threaded-gc'];
  if (role !== 'pipeline') return [...flags, `--initial-old-space-size=${FIRST_MARKING_MB}`];
  return [...flags, `--max-semi-space-size=${YOUNG_MB / 2}`, '--expose-gc'];
}
