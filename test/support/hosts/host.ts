// A host of a test: processes, network, host name and mounts of its own, joined by one cable to the network of the services. Its power
// can be cut, its cable pulled. It comes back with the numbers its processes had before, as containers do.
//
// States: off -> on (start) -> off (cutPower); while on, the cable is in or out.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { machineOfAgent } from '../../../domain/system/agent/agent-id.ts';
import type { AgentHeartbeat } from '../../../domain/system/agent/agent.ts';
import type { Run } from '../../../domain/run/run.ts';
import { eventually } from '../eventually.ts';
import type { System } from '../system.ts';
import { type Role, builtFile } from '../webloom-processes.ts';
import { type ServiceSide, SERVICE_ADDRESS, inNetworkOf } from './service-side.ts';

export interface HostOptions {
  readonly name: string;
  /** Of its network, from 1 on. */
  readonly number: number;
  readonly side: ServiceSide;
  readonly roles: readonly Role[];
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly system: Pick<System, 'mongo' | 'temporal'>;
}

/** Temporal's word for an activity that a worker is at work on. */
const STARTED = 2;
const READY_MS = 90_000;
const AT_WORK_MS = 60_000;

export class Host {
  readonly name: string;
  readonly #options: HostOptions;
  readonly #cable: string;
  /** What its first process says: which of the others ended, and why. */
  readonly #log: string;
  #child: ChildProcess | null = null;
  /** Of the process that is number 1 within. */
  #init = 0;

  constructor(options: HostOptions) {
    this.#options = options;
    this.name = options.name;
    this.#cable = `to-${options.name}`;
    this.#log = join(options.folder, 'host.log');
    mkdirSync(options.folder, { recursive: true });
    process.once('exit', () => this.#end());
  }

  /** Resolves when every process takes work. */
  async start(): Promise<void> {
    const { roles, env, folder } = this.#options;
    const from = Date.now();
    const program = [process.execPath, builtFile('test/support/namespace/host.js')];
    // The processes begin when the cable is there.
    const boot = `hostname ${this.name} && echo up && read -r line && exec "$@"`;
    const child = spawn('unshare', [...SPACES, 'sh', '-c', boot, 'sh', ...program, roles.join(','), folder], {
      env,
      stdio: 'pipe',
    });
    child.stderr.pipe(createWriteStream(this.#log, { flags: 'a' }));
    this.#child = child;
    await once(child.stdout, 'data');
    const { pid } = child;
    this.#init = Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim());
    this.#layCable();
    child.stdin.write('go\n');
    await this.ready(from);
  }

  /** Each of its processes has said after this moment (epoch ms) that it lives. */
  async ready(sinceMs: number): Promise<void> {
    const { roles, system } = this.#options;
    const isOurs = ({ _id, at }: AgentHeartbeat): boolean =>
      machineOfAgent(_id) === this.name && at.getTime() > sinceMs;
    await eventually(async () => {
      const alive = (await system.mongo.agents.list()).filter(isOurs).map(({ role }) => role);
      return roles.every((role) => alive.includes(role));
    }, READY_MS).catch((cause: unknown) => {
      throw new Error(`${this.name} is not ready:\n${readFileSync(this.#log, 'utf8').slice(-2_000)}`, {
        cause,
      });
    });
  }

  /** Nothing it says arrives any more, and nobody is told; returns the activities it was at work on for the run then. */
  async pullCableAtWork(run: Run): Promise<readonly string[]> {
    // Only after the cable is out is what it holds certain: it can not end anything meanwhile.
    return eventually(async () => {
      this.pullCable();
      const held = await this.#held(run);
      if (held.length > 0) return held;
      this.plugCable();
      return null;
    }, AT_WORK_MS);
  }

  pullCable(): void {
    inNetworkOf(this.#options.side.pid, `ip link set ${this.#cable} down`);
  }

  plugCable(): void {
    inNetworkOf(this.#options.side.pid, `ip link set ${this.#cable} up`);
  }

  /** As in a power cut: no connection is ended in order. What it held of the run then is returned. */
  async cutPowerAtWork(run: Run): Promise<readonly string[]> {
    const held = await this.pullCableAtWork(run);
    await this.cutPower();
    return held;
  }

  async cutPower(): Promise<void> {
    const child = this.#child;
    if (child === null) return;
    this.#child = null;
    this.pullCable();
    const ended = once(child, 'exit');
    process.kill(this.#init, 'SIGKILL');
    await ended;
  }

  #end(): void {
    if (this.#child !== null) process.kill(this.#init, 'SIGKILL');
  }

  async #held({ workflowId }: Run): Promise<string[]> {
    const { raw } = await this.#options.system.temporal.workflow.getHandle(workflowId).describe();
    return (raw.pendingActivities ?? []).flatMap(({ state, lastWorkerIdentity, activityType }) =>
      state === STARTED && machineOfAgent(lastWorkerIdentity ?? '') === this.name
        ? [activityType?.name ?? 'an activity']
        : [],
    );
  }

  #layCable(): void {
    const { side, number } = this.#options;
    const network = `10.201.${number}`;
    // The end of a host that is gone goes with it, but later.
    inNetworkOf(side.pid, `ip link delete ${this.#cable} 2>/dev/null || true`);
    inNetworkOf(
      this.#init,
      'ip link set lo up',
      `ip link add eth0 type veth peer name ${this.#cable} netns ${side.pid}`,
      `ip addr add ${network}.2/24 dev eth0`,
      'ip link set eth0 up',
      `ip route add ${SERVICE_ADDRESS} via ${network}.1`,
    );
    inNetworkOf(side.pid, `ip addr add ${network}.1/24 dev ${this.#cable}`, `ip link set ${this.#cable} up`);
  }
}

const SPACES = ['--net', '--pid', '--uts', '--mount', '--fork', '--mount-proc'];
