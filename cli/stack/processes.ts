// Webloom's own processes: starts all, waits until each is ready, keeps them running, stops them. Used by
// `up`, by the demo and by the system tests.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { WebloomError } from '../../domain/errors.ts';
import { BUILD_ROOT } from './build-root.ts';
import { openPortBook, type PortBook } from './service/port.ts';
import type { Env } from './service/service.ts';
import { logLimits } from './small.ts';
import type { StackAddresses } from './stack.ts';
import { type Supervisor, type SupervisorEvent, createSupervisor } from './process/supervisor.ts';

type ProcessRole = 'orchestrator' | 'dispatcher' | 'pipeline' | 'scraper' | 'monitor' | 'api';

export interface WebloomOptions {
  readonly addresses: Pick<StackAddresses, 'temporalAddress' | 'temporalUiUrl' | 'amqpUrl' | 'mongoUri'>;
  readonly dataDir: string;
  /** PATH and the like, and the processes' WEBLOOM_ settings. */
  readonly env: Env;
  readonly log: (line: string) => void;
  /** Number of processes by role; default 1, 0 leaves the role out. */
  readonly counts?: Partial<Readonly<Record<ProcessRole, number>>>;
  /** Folder of the compiled programs, if it is not the one of this file. */
  readonly buildDir?: string;
  /** Ends a start that is still going on. */
  readonly signal?: AbortSignal;
  readonly onReady?: (process: ReadyProcess) => void;
  readonly onEvent?: (event: SupervisorEvent) => void;
  /** Called with every line of a process, for tests and --verbose. */
  readonly onLine?: (name: string, line: string) => void;
}

interface ReadyProcess {
  /** `api`, `scraper-2` */
  readonly name: string;
  readonly role: ProcessRole;
  /** Milliseconds from start to ready. */
  readonly tookMs: number;
  readonly url?: string;
}

export interface Webloom {
  /** Empty if the API was left out. */
  readonly apiUrl: string;
  readonly supervisors: ReadonlyMap<string, Supervisor>;
  /** Drains: running work gets some time, then everything ends. */
  stop(): Promise<void>;
  kill(): Promise<void>;
}

const ROLES: readonly ProcessRole[] = ['orchestrator', 'dispatcher', 'pipeline', 'scraper', 'monitor', 'api'];
const API_PORT = 4_600;
const READY_WITHIN_MS = 90_000;
const MAX_CRASHES = 3;
const STOP_GRACE_MS = 15_000;
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

export async function startWebloom(options: WebloomOptions): Promise<Webloom> {
  const processes = new LocalProcesses(options);
  try {
    await processes.start();
    return processes;
  } catch (error) {
    await processes.kill();
    throw error;
  }
}

class LocalProcesses implements Webloom {
  apiUrl = '';
  readonly supervisors = new Map<string, Supervisor>();
  readonly #options: WebloomOptions;
  readonly #ports: PortBook;

  constructor(options: WebloomOptions) {
    this.#options = options;
    this.#ports = openPortBook(join(options.dataDir, 'webloom-ports.json'), options.log);
  }

  async start(): Promise<void> {
    process.on('exit', this.#onProcessExit);
    const env = await this.#childEnv();
    const started = ROLES.flatMap((role) => {
      const count = this.#options.counts?.[role] ?? 1;
      const names = Array.from({ length: count }, (_, i) => (count === 1 ? role : `${role}-${i + 1}`));
      return names.map((name) => this.#launch(name, role, env));
    });
    const { signal } = this.#options;
    const abort = (): void => void this.kill();
    signal?.addEventListener('abort', abort, { once: true });
    for (const ready of await Promise.all(started)) if (ready.url !== undefined) this.apiUrl = ready.url;
    signal?.removeEventListener('abort', abort);
  }

  async stop(): Promise<void> {
    await this.#end((supervisor) => supervisor.stop(STOP_GRACE_MS));
  }

  async kill(): Promise<void> {
    await this.#end((supervisor) => supervisor.kill());
  }

  async #end(endOne: (supervisor: Supervisor) => Promise<void>): Promise<void> {
    await Promise.all([...this.supervisors.values()].map(endOne));
    process.off('exit', this.#onProcessExit);
    this.#ports.release();
  }

  readonly #onProcessExit = (): void => {
    for (const supervisor of this.supervisors.values()) supervisor.signalNow('SIGTERM');
  };

  async #childEnv(): Promise<Env> {
    const { addresses, dataDir, env } = this.#options;
    const port =
      env['WEBLOOM_PORT'] ?? String(await this.#ports.choose({ name: 'api', preferred: API_PORT }));
    return {
      ...keptSettings(env),
      ...leanMemory(env),
      LANG: 'C.UTF-8',
      MONGODB_URI: addresses.mongoUri,
      RABBITMQ_URL: addresses.amqpUrl,
      TEMPORAL_ADDRESS: addresses.temporalAddress,
      TEMPORAL_UI_URL: addresses.temporalUiUrl,
      WEBLOOM_DATA_DIR: dataDir,
      WEBLOOM_PORT: port,
    };
  }

  #launch(name: string, role: ProcessRole, env: Env): Promise<ReadyProcess> {
    const { dataDir, onEvent, onLine, onReady } = this.#options;
    let startedAt = performance.now();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(notReady(name, supervisor, 'in time')), READY_WITHIN_MS);
      const supervisor = createSupervisor({
        name,
        command: process.execPath,
        args: entryOf(role, this.#options.buildDir),
        env,
        logFile: join(dataDir, 'logs', `${name}.log`),
        logLimits: logLimits(this.#options.env),
        pidDir: join(dataDir, 'pids'),
        onLine: (line) => {
          onLine?.(name, line);
          const said = parseReady(line);
          if (said === null) return;
          // A restart is reported when the process is ready, not when it is started.
          if (supervisor.restarts > 0) this.#options.log(`${name} is running again`);
          clearTimeout(timer);
          const tookMs = Math.round(performance.now() - startedAt);
          const ready = { name, role, tookMs, ...(said.url === undefined ? {} : { url: said.url }) };
          onReady?.(ready);
          resolve(ready);
        },
        onEvent: (event) => {
          if (event.type === 'started') startedAt = performance.now();
          this.#report(event);
          onEvent?.(event);
          if (event.type === 'started' || event.type === 'replaced') return;
          if (event.type === 'crashed' && supervisor.restarts < MAX_CRASHES) return;
          clearTimeout(timer);
          reject(notReady(name, supervisor, event.type === 'stopped' ? 'it was stopped' : 'it keeps ending'));
        },
      });
      this.supervisors.set(name, supervisor);
      supervisor.start();
    });
  }

  #report(event: SupervisorEvent): void {
    const { log } = this.#options;
    if (event.type === 'replaced') log(`${event.name} had grown beyond its memory bound and is replaced`);
    if (event.type !== 'crashed') return;
    const next = event.restartInMs === undefined ? 'not restarted' : `restarting in ${event.restartInMs} ms`;
    log(`${event.name} ended unexpectedly (${event.reason}), ${next}; its last lines:`);
    for (const line of event.lastLines) log(`  ${event.name} | ${line}`);
  }
}

function notReady(name: string, supervisor: Supervisor, why: string): WebloomError {
  const lines = supervisor.lastLines().slice(-5).join('\n');
  return new WebloomError(
    'dependency-unavailable',
    `The process ${name} did not become ready (${why}).\n${lines}`,
    {
      facts: { name },
    },
  );
}

const KEPT = new Set([
  'PATH',
  'HOME',
  'TZ',
  'TMPDIR',
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
  'TEMPORAL_NAMESPACE',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
  'OTEL_EXPORTER_OTLP_TRACES_HEADERS',
  'OTEL_SDK_DISABLED',
]);
/** Settings of the command line, not of the processes. */
const OWN = new Set(['WEBLOOM_API']);

function keptSettings(env: Env): Env {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => KEPT.has(name) || (name.startsWith('WEBLOOM_') && !OWN.has(name))),
  );
}

/**
 * Limits memory that nobody needs. V8 lets garbage grow with the heap it may have, gigabytes by default, and
 * glibc keeps arenas for every thread: a pipeline of 450 MB does the same work in 250 to 300. glibc also
 * keeps the memory of freed buffers, in pieces up to the largest one seen (32 MB), unless a threshold is set:
 * another 45 MB of a pipeline. Options in NODE_OPTIONS come last and win.
 */
function leanMemory(env: Env): Env {
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

function parseReady(line: string): { url?: string } | null {
  if (!line.startsWith('{"event":"ready"')) return null;
  const said = JSON.parse(line) as { url?: string };
  return said;
}

/** Compiled if this file is compiled; run from source otherwise (development). */
function entryOf(role: ProcessRole, buildDir: string | undefined): string[] {
  const folder = role === 'api' ? 'api' : `workers/${role}`;
  const root = buildDir ?? BUILD_ROOT;
  const compiled = join(root, folder, 'main.js');
  if (existsSync(compiled)) return [...collectorFlags(role), compiled];
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
