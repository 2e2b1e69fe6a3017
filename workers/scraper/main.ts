// The scraper process: opens its parts in order, scrapes until SIGTERM or SIGINT, closes in reverse. It may
// be killed at any moment: messages it had not answered are fetched by another scraper.
import { hostname } from 'node:os';
import { createControlBroker } from '../../adapters/amqp/control-broker.ts';
import { createScraperBroker } from '../../adapters/amqp/scraper-broker.ts';
import { createIds, hasher } from '../../adapters/clock/ids.ts';
import { createStoreClock } from '../../adapters/clock/system-clock.ts';
import { type Config, readConfig } from '../../adapters/env/config.ts';
import { createBrowserFetcher } from '../../adapters/http/browser-fetcher.ts';
import { createPlainFetcher } from '../../adapters/http/plain-fetcher.ts';
import { createLog } from '../../adapters/log/pino-log.ts';
import { createMongo } from '../../adapters/mongo/mongo.ts';
import { newAgentId } from '../../domain/system/agent/agent-id.ts';
import { type Close, runToItsEnd } from '../wiring/end-of-process.ts';
import { openBlobs } from '../wiring/open-blobs.ts';
import { openHolds } from '../wiring/open-holds.ts';
import { openTracer } from '../wiring/open-tracer.ts';
import { withKnownPermits } from './known-permits.ts';
import { openSecrets } from '../../adapters/secrets/open-secrets.ts';
import { type Identity, startHeartbeat } from '../heartbeat.ts';
import { type MemoryGuard, guardMemory } from '../memory-guard.ts';
import { openProcessGauge } from '../process-gauge.ts';
import { Scraper, type ScraperPorts } from './scraper.ts';
import { VERSION } from '../../domain/system/version.ts';

const DRAIN_MS = 10_000;
/** After the drain, the time for closing connections before the process ends anyway. */
const CLOSE_MS = 5_000;

async function main(config: Config, closing: Close[]): Promise<void> {
  const stopped = stopSignal();
  const log = createLog('scraper', config.logLevel);
  const { scraper, memory } = await open(config, log, closing);
  process.stdout.write(`${JSON.stringify({ event: 'ready', role: 'scraper', pid: process.pid })}\n`);
  log.info({ pid: process.pid }, 'The scraper takes work');
  const signal = await Promise.race([stopped, memory.exceeded]);
  log.info({ signal, ...scraper.load() }, 'The scraper stops');
  await scraper.stop(DRAIN_MS);
}

interface OpenScraper {
  readonly scraper: Scraper;
  readonly memory: MemoryGuard;
}

async function open(
  config: Config,
  log: ReturnType<typeof createLog>,
  closing: Close[],
): Promise<OpenScraper> {
  const { namespace, rabbitmqUrl: url, rabbitmqTls: tls } = config;
  const agentId = newAgentId('scraper', hostname(), process.pid);
  const tracer = await openTracer(config, { role: 'scraper', agentId, version: VERSION });
  closing.push(() => tracer?.close());
  const mongo = await createMongo(config.mongodbUri, { dbName: config.databaseName, appName: agentId });
  closing.push(() => mongo.close());
  const clock = await createStoreClock(() => mongo.clockOffsetMs(), { log });
  closing.push(() => clock.close());
  const presence = { agents: mongo.agents, clock, log };
  const { blobs, disk, stillAtHome } = await openBlobs({ ...mongo, ...presence }, config);
  const secrets = await openSecrets(config, mongo);
  const work = await createScraperBroker(url, { log, namespace, tls, name: agentId });
  closing.push(() => work.close());
  const control = createControlBroker(url, { log, namespace, tls, name: agentId });
  closing.push(() => control.close());
  const holds = await openHolds({ config, mongo, control, log });
  closing.push(() => holds.close());
  const ports = {
    work,
    control: withKnownPermits({ control, runs: mongo.runs, log }),
    fetchers: openFetchers(config, closing),
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
  const scraper = new Scraper(ports, {
    scraperId: agentId.replaceAll(/[^A-Za-z0-9-]/g, '-').slice(-60),
    concurrency: config.scraperConcurrency,
    prefetch: config.scraperPrefetch,
  });
  const identity = identityOf(agentId, blobs.storeId);
  const gauge = openProcessGauge();
  closing.push(() => gauge.close());
  const memory = guardMemory(config, { log });
  closing.push(() => memory.close());
  const heartbeat = await startHeartbeat(presence, identity, () => {
    const { load, ...work } = scraper.report();
    return { load: { ...load, ...scraper.load(), ...memory.load(), ...gauge.load() }, ...work };
  });
  closing.push(() => heartbeat.stop());
  await stillAtHome();
  await scraper.start();
  return { scraper, memory };
}

function identityOf(agentId: string, storeId: string): Identity {
  return { _id: agentId, role: 'scraper', pid: process.pid, storeId, version: VERSION };
}

function openFetchers({ egress }: Config, closing: Close[]): ScraperPorts['fetchers'] {
  const fetching = { policy: egress, clock: Date.now };
  const fetchers = { plain: createPlainFetcher(fetching), browser: createBrowserFetcher(fetching) };
  closing.push(() => Promise.all([fetchers.plain.close(), fetchers.browser.close()]));
  return fetchers;
}

function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
}

await runToItsEnd('scraper', CLOSE_MS, (closing) => main(readConfig(process.env), closing));
