// Runs one child process and keeps it running: in its own process group, with its output by lines (kept,
// logged, passed on), started again with a growing delay after a crash. Used for the local services and for
// Webloom's own processes.
//
// States: idle -> running -> (crash) waiting -> running …; stop or kill from any state -> stopping ->
// stopped. A stopped supervisor may be started again.
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { endGroup, signalGroup } from './process-group.ts';
import { forgetProcess, recordProcess } from './process-record.ts';
import { type LogLimits, openRotatingLog, type RotatingLog } from './rotating-log.ts';
import { given } from '../../../domain/system/given.ts';

export interface Replacing {
  readonly envOf: (inRow: number) => Readonly<Record<string, string>>;
  readonly nextInRow: (inRow: number, livedMs: number) => number;
}

interface RestartPolicy {
  /** First delay after a crash; doubled with every crash in a row. */
  readonly minMs: number;
  readonly maxMs: number;
}

export interface SupervisorOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** More arguments for the first start only: what the user asked for once is not repeated after a crash. */
  readonly firstArgs?: readonly string[];
  /** The whole environment of the child; nothing is inherited. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Log file of bounded size (see rotating-log.ts); created with its folder. */
  readonly logFile?: string;
  readonly logLimits?: LogLimits;
  /**
   * More environment for a child that follows others in a row which asked to be replaced, and whether one more is in that
   * row: by how long it lived. Default: none, and nobody counts.
   */
  readonly replacing?: Replacing;
  /** Folder for the pid record (see process-record.ts); none by default. */
  readonly pidDir?: string;
  readonly onLine?: (line: string) => void;
  readonly onEvent?: (event: SupervisorEvent) => void;
  /** `false`: an ended child is not started again. Default 500 ms to 15 s. */
  readonly restart?: RestartPolicy | false;
  /**
   * A child that ran this long has recovered: after its next crash the delay is `minMs` again. Default 10 s.
   */
  readonly healthyAfterMs?: number;
}

type SupervisorState = 'idle' | 'running' | 'waiting' | 'stopping' | 'stopped';

export type SupervisorEvent =
  | { readonly type: 'started'; readonly name: string; readonly pid: number; readonly restarts: number }
  | {
      readonly type: 'crashed';
      readonly name: string;
      /** For example "exit code 1" or "SIGKILL". */
      readonly reason: string;
      readonly lastLines: readonly string[];
      readonly logFile: string | undefined;
      /** Undefined if it is not started again. */
      readonly restartInMs: number | undefined;
    }
  /** The child asked to be replaced by a fresh one, which starts at once. */
  | { readonly type: 'replaced'; readonly name: string; readonly inRow: number }
  | { readonly type: 'stopped'; readonly name: string };

export interface Supervisor {
  readonly name: string;
  /** Pid of the running child. */
  readonly pid: number | undefined;
  readonly state: SupervisorState;
  readonly restarts: number;
  readonly logFile: string | undefined;
  lastLines(): readonly string[];
  start(): void;
  /** Sends SIGTERM to the group, SIGKILL after the grace; resolves when no process of the group is left. */
  stop(graceMs: number): Promise<void>;
  kill(): Promise<void>;
  /** For `process.on('exit')`, where nothing asynchronous can run. */
  signalNow(signal: NodeJS.Signals): void;
}

/** Exit code of a child that has grown beyond its memory bound (EX_TEMPFAIL). */
const EXIT_REPLACE = 75;
const KEPT_LINES = 20;
const PIPE_GRACE_MS = 1_000;
const RECORD_RETRY_MS = 5_000;
const DEFAULT_RESTART: RestartPolicy = { minMs: 500, maxMs: 15_000 };

export function createSupervisor(options: SupervisorOptions): Supervisor {
  return new ChildSupervisor(options);
}

class ChildSupervisor implements Supervisor {
  state: SupervisorState = 'idle';
  restarts = 0;
  readonly #options: SupervisorOptions;
  #child: ChildProcess | undefined;
  #exited: Promise<void> = Promise.resolve();
  #lines: string[] = [];
  #crashesInRow = 0;
  /** Children before this one that asked to be replaced, one after the other. */
  #replacedInRow = 0;
  #timer: NodeJS.Timeout | undefined;
  #log: RotatingLog | undefined;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  get name(): string {
    return this.#options.name;
  }

  get logFile(): string | undefined {
    return this.#options.logFile;
  }

  get pid(): number | undefined {
    return this.state === 'running' || this.state === 'stopping' ? this.#child?.pid : undefined;
  }

  lastLines(): readonly string[] {
    return this.#lines;
  }

  start(): void {
    if (this.state !== 'idle' && this.state !== 'stopped') return;
    this.#crashesInRow = 0;
    const { logFile } = this.#options;
    if (logFile !== undefined) this.#log ??= openRotatingLog(logFile, this.#options.logLimits);
    this.#launch();
  }

  async stop(graceMs: number): Promise<void> {
    await this.#end((pid) => endGroup(pid, graceMs));
  }

  async kill(): Promise<void> {
    await this.#end((pid) => {
      signalGroup(pid, 'SIGKILL');
      return Promise.resolve();
    });
  }

  signalNow(signal: NodeJS.Signals): void {
    const pid = this.pid;
    if (pid !== undefined) signalGroup(pid, signal);
  }

  async #end(endChild: (pid: number) => Promise<void>): Promise<void> {
    if (this.state === 'idle' || this.state === 'stopped') return;
    clearTimeout(this.#timer);
    const pid = this.pid;
    this.state = 'stopping';
    if (pid !== undefined) await endChild(pid);
    await this.#exited;
    // Another stop may have waited at the same time; only one of them reports.
    if ((this.state as SupervisorState) === 'stopped') return;
    this.state = 'stopped';
    this.#log?.close();
    this.#log = undefined;
    this.#options.onEvent?.({ type: 'stopped', name: this.name });
  }

  #launch(): void {
    const { command, args, firstArgs = [], env, cwd, replacing } = this.#options;
    const startedAt = performance.now();
    const child = spawn(command, this.restarts === 0 ? [...args, ...firstArgs] : args, {
      env: { ...env, ...replacing?.envOf(this.#replacedInRow) },
      ...given({ cwd }),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.state = 'running';
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream, crlfDelay: Infinity }).on('line', (line) => this.#takeLine(line));
    }
    this.#exited = new Promise((resolve) => {
      child.once('error', (error) => {
        this.#takeLine(`cannot start ${command}: ${error.message}`);
        this.#afterExit(child, 'could not be started', startedAt);
        resolve();
      });
      // `close` comes after the last line of output, `exit` may come before it. A descendant that keeps the
      // pipes open would hold `close` back, so on `exit` the rest of the group is ended, and the pipes are
      // closed soon after.
      child.once('exit', () => {
        if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
        setTimeout(
          () => [child.stdout, child.stderr].forEach((stream) => stream.destroy()),
          PIPE_GRACE_MS,
        ).unref();
      });
      child.once('close', (code, signal) => {
        if (code === EXIT_REPLACE && this.#child === child && this.state === 'running')
          this.#replace(performance.now() - startedAt);
        else if (child.pid !== undefined) this.#afterExit(child, signal ?? `exit code ${code}`, startedAt);
        resolve();
      });
    });
    if (child.pid !== undefined) this.#announce(child.pid);
  }

  #announce(pid: number): void {
    this.#record(pid);
    this.#options.onEvent?.({ type: 'started', name: this.name, pid, restarts: this.restarts });
  }

  /**
   * Writes the pid record; with a full disk it is tried again later, because the child must not end for that.
   */
  #record(pid: number): void {
    const { pidDir } = this.#options;
    if (pidDir === undefined || this.pid !== pid) return;
    try {
      recordProcess(pidDir, this.name, pid);
    } catch {
      setTimeout(() => this.#record(pid), RECORD_RETRY_MS).unref();
    }
  }

  #afterExit(child: ChildProcess, reason: string, startedAt: number): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    if (this.#options.pidDir !== undefined) forgetProcess(this.#options.pidDir, this.name);
    if (this.state !== 'running') return;
    if (performance.now() - startedAt >= (this.#options.healthyAfterMs ?? 10_000)) this.#crashesInRow = 0;
    const restartInMs = this.#nextDelay();
    this.state = restartInMs === undefined ? 'stopped' : 'waiting';
    if (restartInMs !== undefined) this.#timer = setTimeout(() => this.#relaunch(), restartInMs);
    const lastLines = [...this.#lines];
    const { name, logFile } = this;
    this.#options.onEvent?.({ type: 'crashed', name, reason, lastLines, logFile, restartInMs });
  }

  /**
   * Not a crash: the child has drained, and asks for this at most once a minute, in a row less often
   * (workers/memory-guard.ts).
   */
  #replace(livedMs: number): void {
    const inRow = this.#replacedInRow;
    this.#replacedInRow = this.#options.replacing?.nextInRow(inRow, livedMs) ?? 0;
    this.#options.onEvent?.({ type: 'replaced', name: this.name, inRow: this.#replacedInRow });
    this.#relaunch();
  }

  #nextDelay(): number | undefined {
    const policy = this.#options.restart ?? DEFAULT_RESTART;
    if (policy === false) return undefined;
    const delayMs = Math.min(policy.maxMs, policy.minMs * 2 ** this.#crashesInRow);
    this.#crashesInRow += 1;
    return delayMs;
  }

  #relaunch(): void {
    this.restarts += 1;
    this.#lines = [];
    this.#launch();
  }

  #takeLine(line: string): void {
    this.#lines.push(line);
    if (this.#lines.length > KEPT_LINES) this.#lines.shift();
    this.#log?.write(line);
    this.#options.onLine?.(line);
  }
}
