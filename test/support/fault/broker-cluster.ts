// Three nodes of RabbitMQ on loopback that are one cluster, to be killed and started one by one.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openConnection } from '../../../adapters/amqp/broker-connection.ts';
import { runCommand } from '../../../cli/stack/process/run-command.ts';
import { type Supervisor, createSupervisor } from '../../../cli/stack/process/supervisor.ts';
import { openPortBook } from '../../../cli/stack/service/port.ts';
import { provideRabbitBinary } from '../../../cli/stack/service/rabbitmq-binary.ts';
import { nodeEnvironment, writeConfiguration } from '../../../cli/stack/service/rabbitmq-node.ts';
import type { Env } from '../../../cli/stack/service/service.ts';
import { eventually } from '../eventually.ts';

const NAMES = ['r1', 'r2', 'r3'] as const;
export type NodeName = (typeof NAMES)[number];

const FIRST_PORT = 25_800;
const EPMD_PORT = 26_800;
const DISTRIBUTION_OFFSET = 2_000;
/** A node that comes back waits for the others, and three of them share the machine with all other tests. */
const READY_MS = 120_000;
const ASKING_MS = 60_000;
/** One thread each, none that waits by going in circles; a node that is gone is noticed within ten seconds. */
const FRUGAL = '+S 1:1 +sbwt none +sbwtdcpu none +sbwtdio none -kernel net_ticktime 10';

export interface BrokerCluster {
  /** All three addresses, as in `RABBITMQ_URL`. */
  readonly url: string;
  readonly names: readonly NodeName[];
  /** At once; it stays down until `start`. */
  kill(name: NodeName): Promise<void>;
  /** Resolves when it can be connected to. */
  start(name: NodeName): Promise<void>;
  /** The node that leads a quorum queue. */
  leaderOf(queue: string): Promise<NodeName>;
  /** The node to which a link whose name ends so is connected. */
  nodeOf(link: string): Promise<NodeName>;
  /** What the queue, its members and the connections are like, in the words of `rabbitmqctl`; for a test that fails. */
  tell(queue: string): Promise<string>;
  stop(): Promise<void>;
}

interface Node {
  readonly url: string;
  readonly env: Env;
  readonly supervisor: Supervisor;
}

export async function startBrokerCluster(): Promise<BrokerCluster> {
  const root = mkdtempSync(join(tmpdir(), 'webloom-cluster-'));
  const binary = await provideRabbitBinary(process.env, () => undefined);
  const ports = openPortBook(join(root, 'ports.json'), () => undefined);
  const epmdPort = await ports.choose({ name: 'epmd', preferred: EPMD_PORT });
  writeFileSync(join(root, '.erlang.cookie'), 'webloom', { mode: 0o400 });
  const epmd = createSupervisor({
    name: 'epmd',
    command: binary.epmd,
    args: ['-port', String(epmdPort), '-address', '127.0.0.1'],
    env: {},
  });
  const nodes = new Map<NodeName, Node>();
  for (const name of NAMES) {
    const folder = join(root, name);
    const port = await ports.choose({ name, preferred: FIRST_PORT, alsoOffsets: [DISTRIBUTION_OFFSET] });
    mkdirSync(folder);
    writeConfiguration(folder, 0, CLUSTER);
    const env = {
      ...nodeEnvironment({
        binary,
        folder,
        port,
        env: { PATH: process.env['PATH'], RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: FRUGAL },
      }),
      HOME: root,
      RABBITMQ_NODENAME: `${name}@localhost`,
      ERL_EPMD_PORT: String(epmdPort),
    };
    const supervisor = createSupervisor({
      name,
      command: binary.server,
      args: [],
      env,
      cwd: folder,
      logFile: join(root, `${name}.log`),
    });
    nodes.set(name, { url: `amqp://guest:guest@127.0.0.1:${port}`, env, supervisor });
  }
  const control = join(dirname(binary.server), 'rabbitmqctl');
  const cluster = new RunningCluster({ nodes, control });
  epmd.start();
  const stop = async (): Promise<void> => {
    await Promise.all([...nodes.values()].map(({ supervisor }) => supervisor.kill()));
    await epmd.kill();
    ports.release();
    rmSync(root, { recursive: true, force: true });
  };
  try {
    // The others ask the first one to let them in.
    for (const name of NAMES) await cluster.start(name);
  } catch (error) {
    await stop();
    throw error;
  }
  return Object.assign(cluster, { stop });
}

const CLUSTER = [
  'cluster_formation.peer_discovery_backend = rabbit_peer_discovery_classic_config',
  ...NAMES.map((name, index) => `cluster_formation.classic_config.nodes.${index + 1} = ${name}@localhost`),
  'cluster_partition_handling = pause_minority',
];

class RunningCluster implements Omit<BrokerCluster, 'stop'> {
  readonly names = NAMES;
  readonly #nodes: ReadonlyMap<NodeName, Node>;
  readonly #control: string;

  constructor({ nodes, control }: { nodes: ReadonlyMap<NodeName, Node>; control: string }) {
    this.#nodes = nodes;
    this.#control = control;
  }

  get url(): string {
    return NAMES.map((name) => this.#node(name).url).join(',');
  }

  async kill(name: NodeName): Promise<void> {
    await this.#node(name).supervisor.kill();
  }

  async start(name: NodeName): Promise<void> {
    const { url, supervisor } = this.#node(name);
    supervisor.start();
    await eventually(async () => {
      const model = await openConnection(url, { name: 'test' }).catch(() => null);
      await model?.close();
      return model;
    }, READY_MS).catch((cause: unknown) => {
      throw new Error(`${name} does not start: ${supervisor.lastLines().join('\n')}`, { cause });
    });
  }

  async leaderOf(queue: string): Promise<NodeName> {
    const lines = await this.#ask(['list_queues', 'name', 'leader']);
    return nodeIn(lines.find((line) => line.startsWith(`${queue}\t`)));
  }

  async nodeOf(link: string): Promise<NodeName> {
    const lines = await this.#ask(['list_connections', 'pid', 'client_properties']);
    return nodeIn(lines.find((line) => line.includes(`${link}"}`)));
  }

  async tell(queue: string): Promise<string> {
    const facts = ['leader', 'online', 'state', 'messages_ready', 'messages_unacknowledged', 'consumers'];
    const lines = await this.#ask(['list_queues', 'name', ...facts]);
    const links = await this.#ask(['list_connections', 'pid', 'state', 'client_properties']);
    const open = links.flatMap((line) => {
      const [pid = '', state = '', properties = ''] = line.split('\t');
      const [, name] = /"connection_name","([^"]+)"/.exec(properties) ?? [];
      return name === undefined ? [] : [`${name} ${pid} ${state}`];
    });
    const about = [...lines.filter((line) => line.startsWith(queue)), ...open];
    return `${facts.join(', ')}: ${about.join(' | ')}`;
  }

  async #ask(args: readonly string[]): Promise<readonly string[]> {
    const up = NAMES.find((name) => this.#node(name).supervisor.pid !== undefined);
    const { env } = this.#node(up ?? 'r1');
    const { ok, stdout, stderr } = await runCommand(this.#control, ['-q', ...args], {
      env,
      timeoutMs: ASKING_MS,
    });
    if (!ok) throw new Error(`rabbitmqctl ${args.join(' ')}: ${stderr}`);
    return stdout.split('\n');
  }

  #node(name: NodeName): Node {
    const node = this.#nodes.get(name);
    if (node === undefined) throw new Error(`there is no node ${name}`);
    return node;
  }
}

/** In `<r2@localhost.1700000000.123.0>` or `r2@localhost`. */
function nodeIn(line = ''): NodeName {
  const name = NAMES.find((each) => line.includes(`${each}@localhost`));
  if (name === undefined) throw new Error(`no node is named in: ${line}`);
  return name;
}
