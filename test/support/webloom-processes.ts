// Webloom's own processes for tests, from the build: each under the supervisor that runs them in earnest, so a killed one
// comes back by itself. They can be killed, frozen, stopped and started one by one.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createSupervisor, type Supervisor } from '../../cli/stack/process/supervisor.ts';
import { eventually } from './eventually.ts';

export type Role = 'orchestrator' | 'dispatcher' | 'pipeline' | 'scraper' | 'renderer' | 'monitor' | 'api';

const STOP_GRACE_MS = 15_000;
/** Longer than a process waits for the end of one that was killed, and counts as living for a minute. */
const READY_MS = 100_000;
/** A program that ends this often before it is ready does not start at all. */
const MAX_FALSE_STARTS = 4;

export interface ProcessSurroundings {
  /** The whole environment of a process. */
  readonly envOf: (role: Role) => Readonly<Record<string, string>>;
  /** A build with a fault put in on purpose, instead of the one that is there. */
  readonly buildFolder?: string | undefined;
  /** A program and its arguments that the processes of a role are run by, such as one that changes their surroundings. */
  readonly launcherOf?: ((role: Role) => readonly string[]) | undefined;
  readonly logFolder: string;
  /** Process ids that have said they live. */
  readonly livePids: () => Promise<ReadonlySet<number>>;
}

/** The compiled program: beside this file when that is compiled too, else in the build. */
export function builtFile(file: string, buildFolder = process.env['SYSTEM_TEST_DIST']): string {
  const root = join(import.meta.dirname, '../..');
  const folders = [buildFolder, root, join(root, 'dist')];
  const found = folders.find((folder) => folder !== undefined && existsSync(join(folder, file)));
  if (found === undefined)
    throw new Error(`${file} is not built: run "npm run build" (npm test does it by itself)`);
  return join(found, file);
}

/** What `up` runs; of a build with a fault, the compiled modules, for those were changed. */
export function mainOf(role: Role, buildFolder?: string): string {
  if (buildFolder === undefined) return builtFile(`bundled/process/${role}.js`);
  return builtFile(role === 'api' ? 'api/main.js' : `workers/${role}/main.js`, buildFolder);
}

export class WebloomProcess {
  readonly role: Role;
  readonly #supervisor: Supervisor;
  readonly #surroundings: ProcessSurroundings;
  #frozen: number | undefined;

  constructor(role: Role, number: number, surroundings: ProcessSurroundings) {
    this.role = role;
    this.#surroundings = surroundings;
    const program = [process.execPath, mainOf(role, surroundings.buildFolder)];
    const [command = '', ...args] = [...(surroundings.launcherOf?.(role) ?? []), ...program];
    this.#supervisor = createSupervisor({
      name: `${role}-${number}`,
      command,
      args,
      env: surroundings.envOf(role),
      logFile: join(surroundings.logFolder, `${role}-${number}.log`),
      restart: { minMs: 200, maxMs: 2_000 },
    });
  }

  get pid(): number {
    const { pid } = this.#supervisor;
    if (pid === undefined) throw new Error(`the ${this.role} does not run`);
    return pid;
  }

  get running(): boolean {
    return this.#supervisor.pid !== undefined;
  }

  get restarts(): number {
    return this.#supervisor.restarts;
  }

  lastLines(): readonly string[] {
    return this.#supervisor.lastLines();
  }

  start(): void {
    this.#supervisor.start();
  }

  async ready(): Promise<void> {
    const restarts = this.restarts + MAX_FALSE_STARTS;
    try {
      await eventually(async () => {
        const { pid } = this.#supervisor;
        if (this.restarts >= restarts) throw new Error('it ends as soon as it is started');
        return pid !== undefined && (await this.#surroundings.livePids()).has(pid);
      }, READY_MS);
    } catch (cause) {
      throw new Error(`the ${this.role} is not ready:\n${this.lastLines().join('\n')}`, { cause });
    }
  }

  /** At once and without a chance to clean up; the supervisor starts another one. */
  async kill9(): Promise<void> {
    const { restarts } = this;
    process.kill(this.pid, 'SIGKILL');
    this.#frozen = undefined;
    await eventually(() => this.restarts > restarts);
  }

  /** Killed, and not started again. */
  async down(): Promise<void> {
    await this.#supervisor.kill();
  }

  freeze(): void {
    this.#frozen = this.pid;
    process.kill(this.pid, 'SIGSTOP');
  }

  thaw(): void {
    if (this.#frozen === undefined) return;
    process.kill(this.#frozen, 'SIGCONT');
    this.#frozen = undefined;
  }

  async stop(): Promise<void> {
    this.thaw();
    await this.#supervisor.stop(STOP_GRACE_MS);
  }
}
