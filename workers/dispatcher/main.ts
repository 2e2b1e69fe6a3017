// The dispatcher process: the activities discover and scrape. It holds visits until their host's turn,
// publishes them to the scrapers, and collects the answers from its own reply queue.
import { createDispatcherBroker } from '../../adapters/amqp/dispatcher-broker.ts';
import { type DiscoverPorts, createDiscover } from '../../activities/source/discover.ts';
import { createScrape } from '../../activities/scrape/scrape.ts';
import { AnswerRouter } from '../../activities/scrape/answer-router.ts';
import { RunGates } from '../../activities/scrape/run-gates.ts';
import { HostCache } from '../../activities/scrape/host-cache.ts';
import { type Foundation, runProcess } from '../wiring/foundation.ts';
import { toStagePorts } from '../wiring/store-ports.ts';
import { openWorker } from '../wiring/temporal-worker.ts';
import { urlKeyOf } from '../wiring/url-key.ts';

/** The database is read this often, in case a gate message was lost. */
const GATE_REFRESH_MS = 2_000;
const MAX_CHUNKS = 400;
/** A chunk may wait minutes for hosts: a stop cancels it after this, and it goes on elsewhere. */
const HAND_BACK = '1s';

await runProcess('dispatcher', async (foundation) => {
  const ports = await openPorts(foundation);
  const activities = { ...createDiscover(ports), ...createScrape(ports) };
  return openWorker(foundation, {
    queue: 'dispatcher',
    options: { activities, maxConcurrentActivityTaskExecutions: MAX_CHUNKS, shutdownGraceTime: HAND_BACK },
    load: () => ({ unclaimedAnswers: ports.router.unclaimed }),
  });
});

async function openPorts(foundation: Foundation): Promise<DiscoverPorts> {
  const { config, mongo, control, log, agentId } = foundation;
  const broker = await createDispatcherBroker(config.rabbitmqUrl, {
    log,
    namespace: config.namespace,
    name: agentId,
  });
  foundation.onClose(() => broker.close());
  const router = new AnswerRouter();
  broker.onAnswers((answers) => router.route(answers));
  const gates = new RunGates(mongo.runs);
  await control.onGate((gate) => gates.note(gate));
  const timer = setInterval(() => {
    gates.refresh().catch((error: unknown) => log.warn({ err: error }, 'gates could not be read'));
  }, GATE_REFRESH_MS);
  foundation.onClose(() => clearInterval(timer));
  const { userAgent, ownHosts } = config;
  return {
    ...toStagePorts(foundation),
    broker,
    eventBroker: foundation.eventBroker,
    disk: foundation.disk,
    hosts: mongo.hosts,
    frontier: mongo.frontier,
    router,
    gates,
    hostCache: new HostCache(mongo.hosts),
    random: Math.random,
    ownHosts,
    userAgent,
    urlKeyOf,
  };
}
