// Runs a process that takes pages from a queue of the broker: opens its parts in order, works until SIGTERM or SIGINT, closes in
// reverse. It may be killed at any moment: messages it had not answered are taken by another one of its role.
import { hostname } from 'node:os';
import { createControlBroker } from '../../adapters/amqp/control-broker.ts';
import { type ScraperBrokerOptions, createScraperBroker } from '../../adapters/amqp/scraper-broker.ts';
import { createIds, hasher } from '../../adapters/clock/ids.ts';
import { createStoreClock } from '../../adapters/clock/system-clock.ts';
import { type Config, readConfig } from '../../adapters/env/config.ts';
import type { Env } from '../../adapters/env/setting-name.ts';
import { createLog } from '../../adapters/log/pino-log.ts';
import { createMongo, type Mongo } from '../../adapters/mongo/mongo.ts';
import { newAgentId } from '../../domain/system/agent/agent-id.ts';
import type { AgentRole } from '../../domain/system/agent/agent.ts';
import type { Log } from '../../domain/system/clock.ts';
import { type Close, runToItsEnd } from '../wiring/end-of-process.ts';
import { openBlobs } from '../wiring/open-blobs.ts';
import { openHolds } from '../wiring/open-holds.ts';
import { openTracer } from '../wiring/open-tracer.ts';
import { withKnownPermits } from './known-permits.ts';
import { openSecrets } from '../../adapters/secrets/open-secrets.ts';
import { type Doing, startHeartbeat } from '../heartbeat.ts';
import { type MemoryGuard, guardMemory } from '../memory-guard.ts';
import { openProcessGauge } from '../process-gauge.ts';
import { pooledProxy } from '../../adapters/http/proxy/pooled-proxy.ts';
import type { Fetcher } from '../../domain/web/fetch/fetcher.ts';
import { KnownHosts } from './known-hosts.ts';
import { createLoginFetcher } from './login-fetcher.ts';
import { ProxyServers } from './proxy-servers.ts';
import { Scraper, type ScraperOptions, type ScraperPorts } from './scraper.ts';
import { VERSION } from '../../domain/system/version.ts';

const DRAIN_MS = 10_000;
/** After the drain, the time for closing connections before the process ends anyway. */
const CLOSE_MS = 5_000;

/** What tells a renderer from a scraper. */
export interface ScraperKind {
  readonly role: Extract<AgentRole, 'scraper' | 'renderer'>;
  /** The queue it takes from. */
  readonly work: NonNullable<ScraperBrokerOptions['work']>;
  options(config: Config): Pick<Required<ScraperOptions>, 'concurrency' | 'prefetch'>;
  open(config: Config, log: Log): PageOpener | Promise<PageOpener>;
}

/** What gets the pages. */
interface PageOpener {
  readonly fetchers: ScraperPorts['fetchers'];
  /** What forms are got and sent by. */
  readonly forms: Fetcher;
  /** What steps are taken by; null: no browser. */
  readonly browser: Fetcher | null;
  /** Changes what the process tells of itself; absent: nothing is to be added. */
  readonly tell?: (doing: Doing) => Doing;
  close(): Promise<unknown>;
}

export async function runScraper(env: Env, kind: ScraperKind): Promise<void> {
  await runToItsEnd(kind.role, CLOSE_MS, (closing) => runUntilStopped(kind, readConfig(env), closing));
}

async function runUntilStopped(kind: ScraperKind, config: Config, closing: Close[]): Promise<void> {
  const { role } = kind;
  const stopped = stopSignal();
  const log = createLog(role, config.logLevel);
  const { scraper, memory } = await open(kind, { config, log, closing });
  process.stdout.write(`${JSON.stringify({ event: 'ready', role, pid: process.pid })}\n`);
  log.info({ pid: process.pid }, `The ${role} takes work`);
  const signal = await Promise.race([stopped, memory.exceeded]);
  log.info({ signal, ...scraper.load() }, `The ${role} stops`);
  await scraper.stop(DRAIN_MS);
}

interface Surroundings {
  readonly config: Config;
  readonly log: ReturnType<typeof createLog>;
  readonly closing: Close[];
}

interface OpenScraper {
  readonly scraper: Scraper;
  readonly memory: MemoryGuard;
}

async function open(kind: ScraperKind, { config, log, closing }: Surroundings): Promise<OpenScraper> {
  const { role } = kind;
  const { namespace, rabbitmqUrl: url, rabbitmqTls: tls } = config;
  const agentId = newAgentId(role, hostname(), process.pid);
  const tracer = await openTracer(config, { role, agentId, version: VERSION });
  closing.push(() => tracer?.close());
  const mongo = await createMongo(config.mongodbUri, { dbName: config.databaseName, appName: agentId });
  closing.push(() => mongo.close());
  const clock = await createStoreClock(() => mongo.clockOffsetMs(), { log });
  closing.push(() => clock.close());
  const presence = { agents: mongo.agents, clock, log };
  const { blobs, disk, stillAtHome } = await openBlobs({ ...mongo, ...presence }, config);
  const secrets = await openSecrets(config, mongo);
  const work = await createScraperBroker(url, { log, namespace, tls, name: agentId, work: kind.work });
  closing.push(() => work.close());
  const control = createControlBroker(url, { log, namespace, tls, name: agentId });
  closing.push(() => control.close());
  const holds = await openHolds({ config, mongo, control, log });
  closing.push(() => holds.close());
  const opener = await kind.open(config, log);
  closing.push(() => opener.close());
  const ports = {
    work,
    control: withKnownPermits({ control, runs: mongo.runs, log }),
    fetchers: opener.fetchers,
    logins: createLoginFetcher(
      { logins: mongo.logins, secrets, clock, forms: opener.forms, browser: opener.browser, log },
      agentId,
    ),
    proxies: openProxies(mongo, { config, secrets, clock, log }),
    knownHosts: opener.browser === null ? null : new KnownHosts({ hosts: mongo.hosts, clock, log }),
    secrets,
    blobs,
    disk,
    holds,
    clock,
    ids: createIds(),
    hasher,
    log,
    tracer,
  };
  const scraperId = agentId.replaceAll(/[^A-Za-z0-9-]/g, '-').slice(-60);
  const scraper = new Scraper(ports, { scraperId, ...kind.options(config) });
  const identity = { _id: agentId, role, pid: process.pid, storeId: blobs.storeId, version: VERSION };
  const gauge = openProcessGauge();
  closing.push(() => gauge.close());
  const memory = guardMemory(config, { log });
  closing.push(() => memory.close());
  const heartbeat = await startHeartbeat(presence, identity, () => {
    const { load, ...work } = scraper.report();
    const doing = { load: { ...load, ...scraper.load(), ...memory.load(), ...gauge.load() }, ...work };
    return opener.tell?.(doing) ?? doing;
  });
  closing.push(() => heartbeat.stop());
  await stillAtHome();
  await scraper.start();
  return { scraper, memory };
}

function openProxies(
  { proxyPools }: Pick<Mongo, 'proxyPools'>,
  {
    config,
    ...ports
  }: Pick<Surroundings, 'config' | 'log'> &
    Pick<ConstructorParameters<typeof ProxyServers>[0], 'secrets' | 'clock'>,
): ProxyServers {
  const { egress: policy } = config;
  return new ProxyServers({
    ...ports,
    proxyPools,
    open: (address, told) => pooledProxy(address, { policy }, told),
  });
}

function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
}
