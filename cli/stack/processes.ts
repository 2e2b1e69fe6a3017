// Webloom's own processes: starts all, waits until each is ready, keeps them running, stops them. Used by
// `up`, by the demo and by the system tests.
import { join } from 'node:path';
import { WebloomError } from '../../domain/system/errors.ts';
import { type ProcessRole, entryOf, keptSettings, leanMemory, memoryAgeMs } from './process-launch.ts';
import { replacedInWords, replacingAfter } from './replacing.ts';
import { openPortBook, type PortBook } from './service/port.ts';
import type { Env } from './service/service.ts';
import { logLimits } from './small.ts';
import type { StackAddresses } from './stack.ts';
import { endedInWords, lastWords } from './process/last-words.ts';
import { type Supervisor, type SupervisorEvent, createSupervisor } from './process/supervisor.ts';
import { given } from '../../domain/system/given.ts';

export interface WebloomOptions {
  readonly addresses: Pick<StackAddresses, 'temporalAddress' | 'temporalUiUrl' | 'amqpUrl' | 'mongoUri'>;
  readonly dataDir: string;
  /** PATH and the like, and the processes' WEBLOOM_ settings. */
  readonly env: Env;
  readonly log: (line: string) => void;
  /** Number of processes by role; default 1, of renderers 0. 0 leaves the role out. */
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
  /** Processes of a role that run and are to go on, started again or not. */
  count(role: ProcessRole): number;
  /** Starts one more; resolves when it takes work. */
  add(role: ProcessRole): Promise<void>;
  /** Drains and ends the one that was started last; resolves when it has gone. */
  remove(role: ProcessRole): Promise<void>;
  /** Drains: running work gets some time, then everything ends. */
  stop(): Promise<void>;
  kill(): Promise<void>;
}

const ROLES: readonly ProcessRole[] = [
  'orchestrator',
  'dispatcher',
  'pipeline',
  'scraper',
  'renderer',
  'monitor',
  'api',
];
const API_PORT = 4_600;
const READY_WITHIN_MS = 90_000;
const MAX_CRASHES = 3;
const STOP_GRACE_MS = 15_000;

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
  readonly #roles = new Map<string, ProcessRole>();
  readonly #leaving = new Set<string>();
  #env: Env = {};
  #ended = false;

  constructor(options: WebloomOptions) {
    this.#options = options;
    this.#ports = openPortBook(join(options.dataDir, 'webloom-ports.json'), options.log);
  }

  async start(): Promise<void> {
    process.on('exit', this.#onProcessExit);
    this.#env = await this.#childEnv();
    const started = ROLES.flatMap((role) => {
      const count = this.#options.counts?.[role] ?? (role === 'renderer' ? 0 : 1);
      const names = Array.from({ length: count }, (_, i) => (count === 1 ? role : `${role}-${i + 1}`));
      return names.map((name) => this.#launch(name, role));
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

  count(role: ProcessRole): number {
    return this.#namesOf(role).length;
  }

  async add(role: ProcessRole): Promise<void> {
    if (!this.#ended) await this.#launch(this.#freeName(role), role);
  }

  async remove(role: ProcessRole): Promise<void> {
    const name = this.#namesOf(role).at(-1);
    const supervisor = name === undefined ? undefined : this.supervisors.get(name);
    if (name === undefined || supervisor === undefined) return;
    this.#leaving.add(name);
    await supervisor.stop(STOP_GRACE_MS);
    this.#leaving.delete(name);
    this.#roles.delete(name);
    this.supervisors.delete(name);
  }

  #namesOf(role: ProcessRole): string[] {
    return [...this.#roles].flatMap(([name, its]) =>
      its === role && !this.#leaving.has(name) ? [name] : [],
    );
  }

  /** The first is `scraper` where it was alone at the start. */
  #freeName(role: ProcessRole): string {
    for (let n = this.supervisors.has(role) ? 2 : 1; ; n += 1) {
      const name = `${role}-${n}`;
      if (!this.supervisors.has(name)) return name;
    }
  }

  async #end(endOne: (supervisor: Supervisor) => Promise<void>): Promise<void> {
    this.#ended = true;
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

  #launch(name: string, role: ProcessRole): Promise<ReadyProcess> {
    const { dataDir, onEvent, onLine, onReady } = this.#options;
    let startedAt = performance.now();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(notReady(name, supervisor, 'in time')), READY_WITHIN_MS);
      const supervisor = createSupervisor({
        name,
        command: process.execPath,
        args: entryOf(role, this.#options.buildDir),
        env: this.#env,
        logFile: join(dataDir, 'logs', `${name}.log`),
        logLimits: logLimits(this.#options.env),
        pidDir: join(dataDir, 'pids'),
        replacing: replacingAfter(memoryAgeMs(this.#options.env)),
        onLine: (line) => {
          onLine?.(name, line);
          const said = parseReady(line);
          if (said === null) return;
          // A restart is reported when the process is ready, not when it is started.
          if (supervisor.restarts > 0) this.#options.log(`${name} is running again`);
          clearTimeout(timer);
          const tookMs = Math.round(performance.now() - startedAt);
          const ready = { name, role, tookMs, ...given({ url: said.url }) };
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
      this.#roles.set(name, role);
      supervisor.start();
    });
  }

  #report(event: SupervisorEvent): void {
    const { log, env } = this.#options;
    if (event.type === 'replaced') log(`${event.name} ${replacedInWords(event.inRow, memoryAgeMs(env))}`);
    if (event.type !== 'crashed') return;
    log(endedInWords(event));
  }
}

function notReady(name: string, supervisor: Supervisor, why: string): WebloomError {
  const words = lastWords(supervisor.lastLines());
  const remedy = `Its log says more: ${supervisor.logFile ?? name}`;
  return new WebloomError(
    'dependency-unavailable',
    `The process ${name} did not become ready (${why})${words === '' ? '' : `: ${words}`}. ${remedy}`,
    { facts: { title: 'A process of Webloom does not start', name, remedy } },
  );
}

function parseReady(line: string): { url?: string } | null {
  if (!line.startsWith('{"event":"ready"')) return null;
  const said = JSON.parse(line) as { url?: string };
  return said;
}
