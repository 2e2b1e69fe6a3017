// Temporal, RabbitMQ and a store of one test file alone, to be killed and frozen: the others need theirs alive.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServiceName } from '../../../cli/stack/service/service.ts';
import { type StackAddresses, createStack } from '../../../cli/stack/stack.ts';
import { eventually } from '../eventually.ts';

export interface OwnServices {
  readonly addresses: StackAddresses;
  /** At once; its supervisor starts it again on the same port and data. */
  kill(name: ServiceName): Promise<void>;
  /** All of its processes stop where they are: connections stay, nothing is answered. Returns when they have. */
  freeze(name: ServiceName): Promise<void>;
  thaw(name: ServiceName): void;
  stop(): Promise<void>;
}

export async function startOwnServices(
  name: string,
  only: readonly ServiceName[] = ['temporal', 'rabbitmq', 'store'],
): Promise<OwnServices> {
  const dataDir = mkdtempSync(join(tmpdir(), `webloom-${name}-`));
  const pids = new Map<string, number>();
  const frozen = new Set<number>();
  const { PATH, HOME } = process.env;
  const stack = createStack({
    dataDir,
    env: { PATH, HOME },
    only,
    log: () => undefined,
    onEvent: (event) => {
      if (event.type === 'started') pids.set(event.name, event.pid);
      else pids.delete(event.name);
    },
  });
  const addresses = await stack.start();
  return {
    addresses,
    async kill(service) {
      const pid = await eventually(() => pids.get(service), 30_000);
      process.kill(pid, 'SIGKILL');
      await eventually(() => pids.get(service) !== pid);
    },
    async freeze(service) {
      const pid = await eventually(() => pids.get(service), 30_000);
      // Each service leads a process group of its own.
      process.kill(-pid, 'SIGSTOP');
      frozen.add(pid);
      await eventually(() => isFrozen(pid));
    },
    thaw(service) {
      const pid = pids.get(service);
      if (pid === undefined || !frozen.delete(pid)) throw new Error(`${service} is not frozen`);
      process.kill(-pid, 'SIGCONT');
    },
    async stop() {
      for (const pid of frozen) process.kill(-pid, 'SIGCONT');
      await stack.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function isFrozen(pid: number): boolean {
  return /^State:\s+T/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
}
